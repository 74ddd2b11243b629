import { CircleAlert } from 'lucide'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  readonly label: string
  readonly fault?: string | undefined
}

/** A labelled line to type in, with what is wrong with it next to it. */
export function TextField({ label, fault, ...input }: TextFieldProps) {
  const id = useId()
  const faultId = `${id}-fault`
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className="field"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : faultId}
      />
      {fault !== undefined && <Fault id={faultId}>{fault}</Fault>}
    </div>
  )
}

/** What is wrong, in ink with an icon: there is no third colour. */
export function Fault({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="fault" id={id} role="alert">
      <Icon of={CircleAlert} />
      <span>{children}</span>
    </p>
  )
}
