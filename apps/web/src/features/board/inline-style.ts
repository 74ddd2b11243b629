import type { CSSProperties } from 'react'

declare module 'react' {
  // Custom properties are nearly the only inline style of this app: the style sheets do the rest.
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}

/** An inline style, custom properties included. */
export type InlineStyle = CSSProperties
