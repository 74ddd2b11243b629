import type { CallMessage, CallPeer, PlayerId, SignalInput } from '@wordfare/contracts'
import type { Hello, Signalling, SignallingEvents } from '../src/signalling.ts'

interface Seat {
  readonly playerId: PlayerId
  readonly name: string
  readonly hello: Hello
  readonly events: SignallingEvents
  media: CallPeer['media']
}

/** What one player has sent. */
export interface Sent {
  readonly from: PlayerId
  readonly message: SignalInput['message']
}

/** The server's part of signalling, which tests can cut, restart and eavesdrop on. */
export class FakeServer {
  readonly sent: Sent[] = []
  /** Messages for which this says so are lost; the sender is told if `isLossSeen`. */
  loses: (sent: Sent) => boolean = () => false
  isLossSeen = false
  /** Nobody is answered while this is set. */
  isSilent = false
  #seats = new Map<PlayerId, Seat>()

  /** The way into the call for one player. */
  signallingFor(playerId: PlayerId, name: string): Signalling {
    return {
      enter: (hello, events) => {
        const seat: Seat = { playerId, name, hello, events, media: hello.media() }
        this.#come(seat)
        return {
          send: async (message) => {
            const sent = { from: playerId, message }
            if (this.#seats.get(playerId) !== seat) throw new Error('not in the call')
            if (this.loses(sent)) {
              if (this.isLossSeen) throw new Error('lost')
              return
            }
            this.sent.push(sent)
            this.#pass(seat, message)
          },
          close: () => {
            if (this.#seats.get(playerId) === seat) this.remove(playerId)
          },
        }
      },
    }
  }

  say(playerId: PlayerId, message: CallMessage) {
    const seat = this.#seats.get(playerId)
    queueMicrotask(() => seat?.events.message(message))
  }

  seat = (playerId: PlayerId) => this.#seats.get(playerId)!
  epochOf = (playerId: PlayerId) => this.seat(playerId).hello.epoch

  remove(playerId: PlayerId) {
    this.#seats.delete(playerId)
    this.#others(playerId, { type: 'left', playerId })
  }

  /** The way of these players is cut, without the others being told. Returns the way to restore it. */
  cut(...playerIds: PlayerId[]): () => void {
    const seats = playerIds.map((playerId) => this.seat(playerId))
    for (const seat of seats) seat.events.down()
    return () => {
      for (const seat of seats) {
        seat.media = seat.hello.media()
        this.#come(seat)
      }
    }
  }

  /** Forgets all, as a restart does; each returned function brings one player back. */
  restart(): (() => void)[] {
    const seats = [...this.#seats.values()]
    this.#seats = new Map()
    for (const seat of seats) seat.events.down()
    return seats.map((seat) => () => {
      seat.media = seat.hello.media()
      this.#come(seat)
    })
  }

  #peer = ({ playerId, name, hello, media }: Seat): CallPeer => ({
    playerId,
    name,
    epoch: hello.epoch,
    media,
  })

  #come(seat: Seat) {
    if (this.isSilent) return
    this.#seats.set(seat.playerId, seat)
    const peers = [...this.#seats.values()].filter((other) => other !== seat).map(this.#peer)
    this.say(seat.playerId, { type: 'roster', you: seat.playerId, peers })
    this.#others(seat.playerId, { type: 'joined', peer: this.#peer(seat) })
  }

  #others(playerId: PlayerId, message: CallMessage) {
    for (const other of this.#seats.keys()) if (other !== playerId) this.say(other, message)
  }

  #pass(seat: Seat, message: SignalInput['message']) {
    if (message.type === 'media') {
      seat.media = message.media
      this.#others(seat.playerId, { ...message, playerId: seat.playerId })
    } else
      this.say(message.to, {
        type: 'signal',
        from: seat.playerId,
        fromEpoch: seat.hello.epoch,
        toEpoch: message.toEpoch,
        description: message.description,
      })
  }
}
