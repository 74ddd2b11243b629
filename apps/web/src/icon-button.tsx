import type { ReactNode, Ref } from 'react'

interface IconButtonProps {
  /** What it does, for those who can’t see the icon. */
  readonly label: string
  /** What is shown on hovering, where there is more to say than the label. */
  readonly title?: string
  /** The icon. */
  readonly children: ReactNode
  readonly className?: string
  readonly isDisabled?: boolean
  readonly onClick: () => void
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button that is an icon. */
export function IconButton(props: IconButtonProps) {
  const { label, title = label, children, className = '', isDisabled, onClick, ref } = props
  return (
    <button
      className={`ib ${className}`.trim()}
      type="button"
      aria-label={label}
      title={title}
      disabled={isDisabled}
      ref={ref}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
