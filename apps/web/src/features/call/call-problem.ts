import type { DailyFatalErrorType } from '@daily-co/daily-js'

/** Why the player is not in the call, and what helps. */
export interface CallProblem {
  readonly text: string
  /**
   * `new-ticket`: joining with a fresh ticket may help, and is tried once without asking. `in-a-while`: it may pass by
   * itself, and is tried again and again.
   */
  readonly remedy: 'new-ticket' | 'in-a-while' | 'try-again' | 'none'
}

/** What Daily and the peer call say of the end of a call. */
export interface FatalCallError {
  readonly type: DailyFatalErrorType
  readonly details?: unknown
}

const GOES_ON = 'The game goes on.'

const fatalProblems: Record<Exclude<DailyFatalErrorType, 'ejected'>, CallProblem> = {
  'meeting-full': { text: `The call is full. ${GOES_ON}`, remedy: 'try-again' },
  'exp-room': { text: `This table’s call has closed. ${GOES_ON}`, remedy: 'new-ticket' },
  'exp-token': { text: `Your pass for the call has expired. ${GOES_ON}`, remedy: 'new-ticket' },
  'not-allowed': { text: `The call didn’t let you in. ${GOES_ON}`, remedy: 'new-ticket' },
  'no-room': { text: `This table’s call can’t be found. ${GOES_ON}`, remedy: 'new-ticket' },
  'nbf-room': { text: `The call is not open yet. ${GOES_ON}`, remedy: 'in-a-while' },
  'nbf-token': {
    text: `Your pass for the call is not valid yet. ${GOES_ON}`,
    remedy: 'new-ticket',
  },
  'end-of-life': {
    text: `This page is too old for the call. Load it again. ${GOES_ON}`,
    remedy: 'none',
  },
  'connection-error': { text: `The call can’t be reached. ${GOES_ON}`, remedy: 'in-a-while' },
}

/** The call could not be fetched or opened at all. */
export const loadProblem: CallProblem = {
  text: `The call could not be loaded. ${GOES_ON}`,
  remedy: 'try-again',
}

/** The server has no ticket yet, or none any more. */
export const noTicketProblem: Record<'pending' | 'unavailable', CallProblem> = {
  pending: { text: `The call is not ready yet. ${GOES_ON}`, remedy: 'in-a-while' },
  unavailable: { text: `No call at this table for now. ${GOES_ON}`, remedy: 'try-again' },
}

const reasonOf = (details: unknown): unknown =>
  typeof details === 'object' && details !== null && 'reason' in details ? details.reason : null

/** What a call’s fatal error is to the player. */
export function callProblem(error: FatalCallError | undefined): CallProblem {
  if (error === undefined) return fatalProblems['connection-error']
  if (error.type !== 'ejected')
    return fatalProblems[error.type] ?? fatalProblems['connection-error']
  switch (reasonOf(error.details)) {
    case 'elsewhere':
      return { text: `You joined the call in another window. ${GOES_ON}`, remedy: 'try-again' }
    case 'removed':
      return { text: `You were taken off the call. ${GOES_ON}`, remedy: 'none' }
    default:
      // Daily doesn’t tell the one from the other.
      return {
        text: `You were taken off the call, or joined it in another window. ${GOES_ON}`,
        remedy: 'none',
      }
  }
}
