import type { ListedGame } from '@wordfare/contracts'
import { useEffect, useState } from 'react'
import { problemOf, type Problem } from '../../problem-text.ts'
import { useClient } from '../../trpc/use-client.ts'

type OpenTables =
  | { readonly status: 'loading' }
  | { readonly status: 'live'; readonly games: readonly ListedGame[] }
  | { readonly status: 'failed'; readonly problem: Problem }

/** The games that anybody may join, as they come and go. */
export function useOpenTables(): OpenTables & { retry: () => void } {
  const client = useClient()
  const [state, setState] = useState<OpenTables>({ status: 'loading' })
  const isOver = state.status === 'failed'

  useEffect(() => {
    if (isOver) return undefined
    const subscription = client.watchLobby.subscribe(undefined, {
      onData: (games) => setState({ status: 'live', games }),
      onError: (error) => setState({ status: 'failed', problem: problemOf(error) }),
    })
    return () => subscription.unsubscribe()
  }, [client, isOver])

  return { ...state, retry: () => setState({ status: 'loading' }) }
}
