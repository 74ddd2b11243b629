import type { ListedGame } from '@wordfare/contracts'
import { useState } from 'react'
import { problemOf, type Problem } from '../../problem-text.ts'
import { trpc } from '../../trpc/trpc.ts'

type OpenTables =
  | { readonly status: 'loading' }
  | { readonly status: 'live'; readonly games: readonly ListedGame[] }
  | { readonly status: 'failed'; readonly problem: Problem }

/** The games that anybody may join, as they come and go. */
export function useOpenTables(): OpenTables & { retry: () => void } {
  const [state, setState] = useState<OpenTables>({ status: 'loading' })
  const { reset } = trpc.watchLobby.useSubscription(undefined, {
    onData: (games) => setState({ status: 'live', games }),
    onError: (error) => setState({ status: 'failed', problem: problemOf(error) }),
  })
  return {
    ...state,
    retry() {
      setState({ status: 'loading' })
      reset()
    },
  }
}
