import { createContext, use } from 'react'

/** Has a sentence spoken by screen readers once they are done with what they are saying. */
export type Announce = (text: string) => void

export const AnnounceContext = createContext<Announce | null>(null)

export function useAnnounce(): Announce {
  const announce = use(AnnounceContext)
  if (!announce) throw new Error('useAnnounce needs a LiveRegion above it')
  return announce
}
