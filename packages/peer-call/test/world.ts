import type { DailyEvent } from '@daily-co/daily-js'
import { playerIdSchema, type CallDescription, type PlayerId } from '@wordfare/contracts'
import { vi } from 'vitest'
import type { CallBrowser, PeerCall, PeerCallOptions } from '../src/index.ts'
import { createPeerCall } from '../src/index.ts'
import { FakeNetwork, type FakeConnection } from './fake-connection.ts'
import { FakeDevices } from './fake-devices.ts'
import { FakeServer } from './fake-server.ts'

const watched = [
  'started-camera',
  'camera-error',
  'joining-meeting',
  'joined-meeting',
  'left-meeting',
  'call-instance-destroyed',
  'participant-joined',
  'participant-left',
  'participant-counts-updated',
  'track-started',
  'track-stopped',
  'active-speaker-change',
  'network-connection',
  'error',
  'nonfatal-error',
  'available-devices-updated',
  'selected-devices-updated',
] as const satisfies DailyEvent[]

/** An id that sorts by its letter. */
export const idOf = (letter: string): PlayerId => playerIdSchema.parse(letter.repeat(22))

/** One player's browser. */
export interface Browser {
  readonly playerId: PlayerId
  readonly call: PeerCall
  readonly devices: FakeDevices
  /** Names of the events so far, oldest first, without `participant-updated` and levels. */
  readonly events: string[]
  /** The last event of this name. */
  last(name: (typeof watched)[number]): Record<string, unknown> | undefined
  /** Track states of another participant as `audio/video`. */
  sees(other: Browser): string
  pairWith(other: Browser): string | undefined
  readonly connections: FakeConnection[]
}

export interface World {
  readonly server: FakeServer
  readonly network: FakeNetwork
  /** A browser whose player's id consists of this letter. */
  browser(letter: string, options?: Partial<PeerCallOptions & { hasDevices: boolean }>): Browser
  /** The same, in the call. */
  joined(letter: string, options?: Partial<PeerCallOptions>): Promise<Browser>
  /** Kinds of the descriptions sent between two, in order, as `a:offer`. */
  signals(): string[]
  descriptions(type: CallDescription['type']): CallDescription[]
}

/** Lets everything happen that needs no time. */
export const settle = () => vi.advanceTimersByTimeAsync(0)
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

export function createWorld(): World {
  const server = new FakeServer()
  const network = new FakeNetwork()

  const browser: World['browser'] = (letter, { hasDevices = true, ...options } = {}) => {
    const playerId = idOf(letter)
    const devices = new FakeDevices()
    const connections: FakeConnection[] = []
    const fakeBrowser = {
      mediaDevices: hasDevices ? devices : undefined,
      document: undefined,
      createConnection: (configuration: RTCConfiguration) => {
        const connection = network.connect(configuration)
        connections.push(connection)
        return connection
      },
      createMeter: () => ({ level: () => 0.5, close: () => {} }),
    }
    const call = createPeerCall({
      player: { playerId, name: letter.toUpperCase() },
      signalling: server.signallingFor(playerId, letter.toUpperCase()),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts that a call uses
      browser: fakeBrowser as unknown as CallBrowser,
      ...options,
    })
    const heard: { action: string; [key: string]: unknown }[] = []
    for (const name of watched) call.on(name, (event) => heard.push({ ...event }))
    return {
      playerId,
      call,
      devices,
      connections,
      get events() {
        return heard.map(({ action }) => action)
      },
      last: (name) => heard.findLast(({ action }) => action === name),
      sees: (other) => {
        const participant = call.participants()[other.playerId]
        return participant
          ? `${participant.tracks.audio.state}/${participant.tracks.video.state}`
          : 'nobody'
      },
      pairWith: (other) => call.pairStates().get(other.playerId),
    }
  }

  return {
    server,
    network,
    browser,
    joined: async (letter, options) => {
      const made = browser(letter, options)
      const joining = made.call.join()
      await settle()
      await joining
      return made
    },
    signals: () =>
      server.sent.flatMap(({ from, message }) =>
        message.type === 'signal' && message.description.type !== 'candidate'
          ? [`${from[0]}:${message.description.type}`]
          : [],
      ),
    descriptions: (type) =>
      server.sent.flatMap(({ message }) =>
        message.type === 'signal' && message.description.type === type ? [message.description] : [],
      ),
  }
}
