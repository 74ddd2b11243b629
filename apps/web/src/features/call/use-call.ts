import type { GameId, PlayerView } from '@wordfare/contracts'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { trpc } from '../../trpc/trpc.ts'
import { useConnectionStore } from '../../trpc/use-connection.ts'
import { createCallSession, type CallSession, type CallState } from './call-session.ts'
import { openCall } from './open-call.ts'
import { createTrpcSignalling } from './trpc-signalling.ts'

/** The player’s session in the table’s call, from the first render until the last. */
export function useCall(
  gameId: GameId,
  player: Pick<PlayerView, 'playerId' | 'name'>,
): { readonly state: CallState; readonly session: CallSession } {
  const { client } = trpc.useUtils()
  const connection = useConnectionStore()
  const [session] = useState(() =>
    createCallSession({
      getTicket: () => client.callTicket.mutate({ gameId }),
      open: (ticket) =>
        openCall(ticket, {
          player,
          signalling: createTrpcSignalling(client, gameId, connection),
        }),
    }),
  )
  useEffect(() => {
    session.start()
    return session.close
  }, [session])
  return { state: useSyncExternalStore(session.subscribe, session.get), session }
}
