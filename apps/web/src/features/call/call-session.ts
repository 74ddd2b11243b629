import type { CallTicket, PlayerId } from '@wordfare/contracts'
import {
  callProblem,
  loadProblem,
  noTicketProblem,
  type CallProblem,
  type FatalCallError,
} from './call-problem.ts'
import type { MediaChoice, OpenedCall } from './open-call.ts'

/** How far the player has come into the call. Being out of it is having no session. */
export type CallState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'checking' | 'joining' | 'in'; readonly opened: OpenedCall }
  | { readonly phase: 'failed'; readonly problem: CallProblem }

/** Pauses before what may pass by itself is tried again: the first, and the longest; each is twice the one before. */
const RETRY_FIRST_MS = 1_000
const RETRY_LONGEST_MS = 30_000

type Hearers = ReadonlySet<PlayerId> | 'everyone'

export interface CallSessionOptions {
  readonly getTicket: () => Promise<CallTicket>
  readonly open: (ticket: Extract<CallTicket, { status: 'ready' }>) => Promise<OpenedCall>
}

/** One player’s way into the call and out of it, as a store that React can read. Nothing in it throws. */
export interface CallSession {
  readonly get: () => CallState
  readonly subscribe: (listener: () => void) => () => void
  /** Fetches a ticket and opens the call; also the way to try again. */
  readonly start: () => void
  /** Only once the devices are checked. */
  readonly join: (media: MediaChoice) => void
  /** In a call between browsers, who gets the player’s voice: from now on, and in every call opened later. */
  readonly talkTo: (hearers: Hearers) => void
  /** Leaves the call and lets go of camera and microphone. */
  readonly close: () => void
}

export function createCallSession({ getTicket, open }: CallSessionOptions): CallSession {
  const listeners = new Set<() => void>()
  let state: CallState = { phase: 'opening' }
  /** What belongs to an earlier start counts no more. */
  let attempt = 0
  /** There may be one call object at a time. */
  let closing: Promise<void> = Promise.resolve()
  let opened: OpenedCall | null = null
  let isTicketRenewed = false
  let retryMs = RETRY_FIRST_MS
  let retry: ReturnType<typeof setTimeout> | undefined
  let hearers: Hearers = 'everyone'
  /** What the player has on in the call, to come back with; null before they have joined. */
  let media: MediaChoice | null = null

  function set(next: CallState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function letGo(): void {
    const previous = opened
    opened = null
    if (!previous) return
    const before = closing
    closing = (async () => {
      await before
      try {
        await previous.call.destroy()
      } catch {
        // A call that is broken already is as good as gone.
      }
    })()
  }

  function fail(problem: CallProblem): void {
    attempt += 1
    letGo()
    set({ phase: 'failed', problem })
    if (problem.remedy !== 'in-a-while') return
    retry = setTimeout(() => void begin(), retryMs)
    retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS)
  }

  async function enter(current: number, one: OpenedCall, wanted: MediaChoice): Promise<void> {
    media = wanted
    set({ phase: 'joining', opened: one })
    try {
      await one.join(wanted)
      if (current !== attempt) return
      isTicketRenewed = false
      retryMs = RETRY_FIRST_MS
      set({ phase: 'in', opened: one })
    } catch {
      // The call’s own error event comes first and says more.
      if (current === attempt) fail(callProblem(undefined))
    }
  }

  function fatal(error: FatalCallError | undefined): void {
    const problem = callProblem(error)
    fail(problem)
    if (problem.remedy !== 'new-ticket' || isTicketRenewed) return
    isTicketRenewed = true
    void begin()
  }

  function follow(current: number, { call }: OpenedCall): void {
    call.on('error', ({ error }) => {
      if (current === attempt) fatal(error)
    })
    // Once a call has failed, it no longer knows.
    call.on('participant-updated', ({ participant }) => {
      if (current !== attempt || state.phase !== 'in' || !participant.local) return
      if (call.meetingState() === 'joined-meeting')
        media = { audio: call.localAudio(), video: call.localVideo() }
    })
  }

  /** One who has joined before is not asked again. */
  async function begin(): Promise<void> {
    clearTimeout(retry)
    attempt += 1
    const current = attempt
    letGo()
    set({ phase: 'opening' })
    try {
      const ticket = await getTicket()
      if (current !== attempt) return
      if (ticket.status !== 'ready') {
        fail(noTicketProblem[ticket.status])
        return
      }
      await closing
      if (current !== attempt) return
      const one = await open(ticket)
      if (current !== attempt) {
        await one.call.destroy()
        return
      }
      opened = one
      one.peer?.setAudioRecipients(hearers)
      follow(current, one)
      if (media) await enter(current, one, media)
      else set({ phase: 'checking', opened: one })
    } catch {
      if (current === attempt) fail(loadProblem)
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      isTicketRenewed = false
      retryMs = RETRY_FIRST_MS
      media = null
      void begin()
    },
    join(wanted) {
      if (state.phase === 'checking') void enter(attempt, state.opened, wanted)
    },
    talkTo(next) {
      hearers = next
      opened?.peer?.setAudioRecipients(next)
    },
    close() {
      clearTimeout(retry)
      attempt += 1
      letGo()
      set({ phase: 'opening' })
    },
  }
}
