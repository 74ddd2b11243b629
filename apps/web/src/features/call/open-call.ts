import Daily, { type DailyCall } from '@daily-co/daily-js'
import type { CallTicket } from '@wordfare/contracts'
import {
  asDailyCall,
  createPeerCall,
  type PeerCall,
  type PeerCallOptions,
} from '@wordfare/peer-call'

/** What a player brings into the call. */
export interface MediaChoice {
  readonly audio: boolean
  readonly video: boolean
}

/** A call that is ready to be joined. */
export interface OpenedCall {
  readonly call: DailyCall
  /** The same call, where it is one between browsers. */
  readonly peer: PeerCall | null
  /** Resolves once in the call. A rejection says no more than the call’s own `error` event. */
  readonly join: (media: MediaChoice) => Promise<void>
}

type ReadyTicket = Extract<CallTicket, { status: 'ready' }>

/** How long the call’s code may take to load. */
const LOAD_TIMEOUT_MS = 10_000

const startWith = ({ audio, video }: MediaChoice) => ({
  startAudioOff: !audio,
  startVideoOff: !video,
})

async function loadInTime(call: DailyCall, url: string): Promise<void> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => timeout.reject(new Error('the call took too long to load')),
    LOAD_TIMEOUT_MS,
  )
  try {
    await Promise.race([call.load({ url }), timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Opens the call that a ticket is for; rejects when it can’t be loaded. */
export async function openCall(
  ticket: ReadyTicket,
  { player, signalling }: Pick<PeerCallOptions, 'player' | 'signalling'>,
): Promise<OpenedCall> {
  if (ticket.kind === 'peer') {
    const peer = createPeerCall({
      player,
      signalling,
      iceServers: ticket.iceServers,
      maxParticipants: ticket.maxParticipants,
    })
    return {
      call: asDailyCall(peer),
      peer,
      join: async (media) => void (await peer.join(startWith(media))),
    }
  }

  const { url, token } = ticket
  // The page’s content security policy allows no eval.
  const call = Daily.createCallObject({ dailyConfig: { avoidEval: true } })
  try {
    await loadInTime(call, url)
  } catch (error) {
    await call.destroy()
    throw error
  }
  return {
    call,
    peer: null,
    join: async (media) => void (await call.join({ url, token, ...startWith(media) })),
  }
}
