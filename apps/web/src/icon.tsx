import type { IconNode } from 'lucide'
import { createElement } from 'react'

interface IconProps {
  readonly of: IconNode
  /** What it says to those who can’t see it; nothing where the words beside it say so. */
  readonly label?: string
}

/** A drawing from Lucide, in the ink of the text around it. */
export function Icon({ of, label }: IconProps) {
  const meaning =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return createElement(
    'svg',
    { className: 'i', viewBox: '0 0 24 24', ...meaning },
    ...of.map(([shape, attributes]) => createElement(shape, attributes)),
  )
}
