import type { GameId, GameView, NumberedEvent } from '@wordfare/contracts'
import { useRef, useState } from 'react'
import { errorData, problemOf, type Problem } from '../../problem-text.ts'
import { trpc } from '../../trpc/trpc.ts'
import { step, type GameStream } from './game-stream.ts'

/** The table on screen, or why there is none. */
export type GameViewState =
  | { readonly status: 'loading' }
  | {
      readonly status: 'live'
      readonly view: GameView
      readonly lastEvents: readonly NumberedEvent[]
    }
  | { readonly status: 'gone' }
  | { readonly status: 'forbidden'; readonly problem: Problem }
  | { readonly status: 'failed'; readonly problem: Problem }

/** Called for each batch of events that changed the view, never for those that came with a whole view. */
export type OnEvents = (events: readonly NumberedEvent[], view: GameView, before: GameView) => void

/** Watches one table: holds the one subscription and folds what it sends into a view. */
export function useGameView(
  gameId: GameId,
  onEvents: OnEvents,
): GameViewState & { retry: () => void } {
  const [state, setState] = useState<GameViewState>({ status: 'loading' })
  // Messages may come faster than React renders, so the fold keeps its own state.
  const stream = useRef<GameStream | null>(null)

  const { reset } = trpc.watchGame.useSubscription(
    { gameId },
    {
      onData({ id, data: message }) {
        const before = stream.current
        const result = step(before, Number(id), message)
        if (result.type === 'gap') {
          restart()
          return
        }
        stream.current = result.stream
        const { view } = result.stream
        setState((previous) => ({
          status: 'live',
          view,
          lastEvents:
            result.fresh.length > 0 || previous.status !== 'live'
              ? result.fresh
              : previous.lastEvents,
        }))
        if (before && result.fresh.length > 0) onEvents(result.fresh, view, before.view)
      },
      onError(error) {
        stream.current = null
        setState(refusal(error))
      },
    },
  )

  function restart(): void {
    stream.current = null
    reset()
  }

  return {
    ...state,
    retry() {
      setState({ status: 'loading' })
      restart()
    },
  }
}

function refusal(error: unknown): GameViewState {
  const data = errorData(error)
  const problem = problemOf(error)
  if (data?.code === 'NOT_FOUND') return { status: 'gone' }
  if (data?.code === 'FORBIDDEN') return { status: 'forbidden', problem }
  return { status: 'failed', problem }
}
