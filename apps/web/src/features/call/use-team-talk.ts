import type { GameView, PlayerId } from '@wordfare/contracts'
import { useLayoutEffect } from 'react'
import type { CallSession } from './call-session.ts'
import { hearersOf } from './team-talk.ts'

/** Keeps the player’s voice from whom the rules keep it from (V1, V3), before the page says that it is. */
export function useTeamTalk(session: CallSession, view: GameView, playerId: PlayerId): void {
  useLayoutEffect(() => session.talkTo(hearersOf(view, playerId)), [session, view, playerId])
}
