import { useCallback, useRef, useState, type ReactNode } from 'react'
import { AnnounceContext } from './use-announce.ts'

/** How many sentences stay in the page; a screen reader speaks each as it is added. */
const KEPT = 6

interface Sentence {
  readonly id: number
  readonly text: string
}

/** Says what happens at the table to people who don't see it, politely and in order. */
export function LiveRegion({ children }: { children: ReactNode }) {
  const [sentences, setSentences] = useState<readonly Sentence[]>([])
  const lastId = useRef(0)

  const announce = useCallback((text: string) => {
    lastId.current += 1
    const sentence = { id: lastId.current, text }
    setSentences((previous) => [...previous, sentence].slice(-KEPT))
  }, [])

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="vh" role="log" aria-live="polite" aria-label="What happens at the table">
        {sentences.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </AnnounceContext>
  )
}
