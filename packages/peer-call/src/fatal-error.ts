import type { DailyFatalConnectionError, DailyFatalErrorType } from '@daily-co/daily-js'
import type { CallMessage } from '@wordfare/contracts'

type Ending = Extract<CallMessage, { type: 'ended' }>['reason']

/** Why a call is over, as Daily's `error` event says it. */
export type FatalError =
  | DailyFatalConnectionError
  | {
      type: Extract<DailyFatalErrorType, 'ejected' | 'meeting-full'>
      msg: string
      details: { reason: Ending }
    }
  | { type: Extract<DailyFatalErrorType, 'not-allowed'>; msg: string }

const endings: Record<Ending, string> = {
  elsewhere: 'the player joined from another browser or tab',
  removed: 'the player was removed from the call',
  full: 'the call is full',
}

/** The server has ended this stay. */
export const endedBy = (reason: Ending): FatalError => ({
  type: reason === 'full' ? 'meeting-full' : 'ejected',
  msg: endings[reason],
  details: { reason },
})

export const notAllowed = (msg: string): FatalError => ({ type: 'not-allowed', msg })

/** There is no way to the others, at joining or later. */
export const noConnection = (
  on: DailyFatalConnectionError['details']['on'],
  msg: string,
  cause?: unknown,
): FatalError => ({
  type: 'connection-error',
  msg,
  details: { on, sourceError: { message: cause instanceof Error ? cause.message : msg } },
})
