import type {
  CallDescription,
  CallEpoch,
  CallMessage,
  MediaState,
  PlayerId,
} from '@wordfare/contracts'
import type { Signalling } from './signalling.ts'

/** When what is sent could not be told, it is told again after this long. */
const TELL_AGAIN_MS = 1_000

export interface CallSessionOptions {
  readonly signalling: Signalling
  readonly epoch: CallEpoch
  media(): MediaState
  onMessage(message: CallMessage): void
  onDown(): void
  onError(reason: 'forbidden' | 'unavailable'): void
}

/** One stay in a call, as far as signalling goes. */
export interface CallSession {
  isUp(): boolean
  /** Sends if the way is open. What gets lost is asked for again by the link that misses it. */
  signal(to: PlayerId, toEpoch: CallEpoch, description: CallDescription): void
  /** Tells the others what is sent now; of several changes in a row at least the last. */
  tellMedia(): void
  close(): void
}

export function createCallSession(options: CallSessionOptions): CallSession {
  let isUp = false
  let isClosed = false
  let isTelling = false
  /** What the server was told last. */
  let told = ''
  let again: ReturnType<typeof setTimeout> | undefined

  const stay = options.signalling.enter(
    {
      epoch: options.epoch,
      media: () => {
        const media = options.media()
        told = JSON.stringify(media)
        return media
      },
    },
    {
      message: (message) => {
        if (isClosed) return
        if (message.type === 'roster') isUp = true
        options.onMessage(message)
        // It may have changed since the greeting.
        if (message.type === 'roster') void tellMedia()
      },
      down: () => {
        if (isClosed || !isUp) return
        isUp = false
        options.onDown()
      },
      error: (reason) => {
        if (!isClosed) options.onError(reason)
      },
    },
  )

  /** One at a time, always the newest, so that none overtakes another. */
  const tellMedia = async () => {
    if (isTelling) return
    isTelling = true
    clearTimeout(again)
    try {
      for (;;) {
        const media = options.media()
        const news = JSON.stringify(media)
        if (news === told || !isUp || isClosed) break
        await stay.send({ type: 'media', media })
        told = news
      }
    } catch {
      again = setTimeout(tellMedia, TELL_AGAIN_MS)
    }
    isTelling = false
  }

  return {
    isUp: () => isUp,
    signal: (to, toEpoch, description) => {
      if (!isUp || isClosed) return
      stay.send({ type: 'signal', to, toEpoch, description }).catch(() => {})
    },
    tellMedia: () => void tellMedia(),
    close: () => {
      isClosed = true
      isUp = false
      clearTimeout(again)
      stay.close()
    },
  }
}
