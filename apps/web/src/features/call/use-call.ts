import type { GameView, PlayerView } from '@wordfare/contracts'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useClient } from '../../trpc/use-client.ts'
import { useConnectionStore } from '../../trpc/use-connection.ts'
import { useAnnounce } from '../live-region/use-announce.ts'
import { createCallSession, type CallSession, type CallState } from './call-session.ts'
import { openCall } from './open-call.ts'
import { createTrpcSignalling } from './trpc-signalling.ts'
import { useTeamTalk } from './use-team-talk.ts'

/** The player’s session in the table’s call, from the first render until the last. */
export function useCall(
  view: GameView,
  player: Pick<PlayerView, 'playerId' | 'name'>,
): { readonly state: CallState; readonly session: CallSession } {
  const { gameId } = view
  const client = useClient()
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
  useTeamTalk(session, view, player.playerId)
  useEffect(() => {
    session.start()
    return session.close
  }, [session])

  const state = useSyncExternalStore(session.subscribe, session.get)
  const announce = useAnnounce()
  const isIn = state.phase === 'in'
  useEffect(() => {
    if (!isIn) return
    announce('You are in the call.')
    return () => announce('You are out of the call.')
  }, [isIn, announce])
  return { state, session }
}
