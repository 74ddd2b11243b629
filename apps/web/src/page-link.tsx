import type { ComponentProps, MouseEvent } from 'react'
import { useAddress, usePath } from './use-address.ts'

interface PageLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick' | 'target'> {
  readonly to: string
}

/** A link within the app. Where one is already it says so, and leads nowhere. */
export function PageLink({ to, children, ...link }: PageLinkProps) {
  const { goTo } = useAddress()
  const isHere = usePath() === to

  function follow(event: MouseEvent): void {
    // The browser’s own business: another tab, another window, a download.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (!isHere) goTo(to)
  }

  return (
    <a {...link} href={to} aria-current={isHere ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  )
}
