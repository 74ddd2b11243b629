import { createContext, use } from 'react'

/** How the page is printed: on paper, or bone on ink. */
export type Edition = 'paper' | 'night'

interface EditionChoice {
  readonly edition: Edition
  readonly choose: (edition: Edition) => void
}

export const EditionContext = createContext<EditionChoice | null>(null)

/** The edition on screen, and the way to switch it. */
export function useEdition(): EditionChoice {
  const choice = use(EditionContext)
  if (!choice) throw new Error('useEdition needs an EditionProvider above it')
  return choice
}
