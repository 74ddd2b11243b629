import { useEffect, useRef, useState } from 'react'

interface RequestState {
  readonly isSending: boolean
  /** What the last one failed with; null when it didn’t. */
  readonly error: unknown
}

const idle: RequestState = { isSending: false, error: null }

interface Outcomes<Answer> {
  readonly onAnswer: (answer: Answer) => void
  readonly onFailure: (error: unknown) => void
}

/** Sends what a form asks of the server. What comes of it is told as long as the form is there and has not been reset. */
export function useRequest<Input, Answer>(
  ask: (input: Input) => Promise<Answer>,
): RequestState & {
  readonly send: (input: Input, outcomes: Outcomes<Answer>) => Promise<void>
  readonly reset: () => void
} {
  const [state, setState] = useState(idle)
  const awaited = useRef<symbol | null>(null)

  useEffect(
    () => () => {
      awaited.current = null
    },
    [],
  )

  async function send(input: Input, { onAnswer, onFailure }: Outcomes<Answer>): Promise<void> {
    const request = Symbol('request')
    awaited.current = request
    setState({ isSending: true, error: null })
    const result = await ask(input).then(
      (answer) => ({ ok: true, answer }) as const,
      (error: unknown) => ({ ok: false, error }) as const,
    )
    if (awaited.current !== request) return
    setState({ isSending: false, error: result.ok ? null : result.error })
    if (result.ok) onAnswer(result.answer)
    else onFailure(result.error)
  }

  return {
    ...state,
    send,
    reset() {
      awaited.current = null
      setState(idle)
    },
  }
}
