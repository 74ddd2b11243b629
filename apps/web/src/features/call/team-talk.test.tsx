import { act, screen, waitFor } from '@testing-library/react'
import { callEpochSchema, type CallPeer, type GameView, type PlayerView } from '@wordfare/contracts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ada, aTable, bob, dee, eve, gus } from '../../../test/a-table.ts'
import { createFakeServer } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'

const everybody = [ada, bob, dee, eve, gus]
const ONLY_YOUR_TEAM = 'Only your team hears you until the turn ends.'

/** What is sent to one of the others. */
class Connection extends EventTarget {
  static all: Connection[] = []
  connectionState = 'new'
  isHeard = false
  wasEverHeard = false
  constructor() {
    super()
    Connection.all.push(this)
  }
  addTransceiver(kind: string) {
    const replaceTrack = async (track: MediaStreamTrack | null) => {
      if (kind !== 'audio') return
      this.isHeard = track !== null
      this.wasEverHeard ||= this.isHeard
    }
    const sender = { track: null, replaceTrack, getParameters: () => ({ encodings: [] }) }
    return { sender, receiver: { track: new EventTarget() }, setCodecPreferences: () => undefined }
  }
  async createOffer() {
    return { sdp: '' }
  }
  async setLocalDescription() {}
  close() {
    Connection.all = Connection.all.filter((one) => one !== this)
  }
}

beforeEach(() => {
  Connection.all = []
  vi.stubGlobal('RTCPeerConnection', Connection)
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null })
  const voice = Object.assign(new EventTarget(), {
    kind: 'audio',
    stop: () => undefined,
    getSettings: () => ({ deviceId: 'voice' }),
  })
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia: async () => ({ getTracks: () => [voice] }),
    enumerateDevices: async () => [],
  })
  Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true })
})
afterEach(() => {
  Reflect.deleteProperty(navigator, 'mediaDevices')
  vi.unstubAllGlobals()
})

const round = (
  you: PlayerView,
  phase: 'clue' | 'guess',
  { players = everybody, teamTalk = true, straightFace = false } = {},
): GameView => {
  const view = aTable(you, players)
  return {
    ...view,
    call: { status: 'ready', reason: null },
    settings: { ...view.settings, teamTalk, straightFace },
    phase,
    round: 1,
    turn: { number: 1, team: 'red' },
    clue: phase === 'guess' ? { word: 'sea', count: 2, team: 'red' } : null,
  }
}

const inCall = ({ playerId, name }: PlayerView): CallPeer => ({
  playerId,
  name,
  epoch: callEpochSchema.parse(name.padEnd(16, '-')),
  media: { audio: true, video: false, audioBlocked: null, videoBlocked: null },
})

/** Joins with the microphone on, where all the others are in the call. */
async function join(view: GameView) {
  const server = createFakeServer()
  server.answer('callTicket', () => ({
    status: 'ready',
    kind: 'peer',
    iceServers: [],
    maxParticipants: 10,
  }))
  server.answer('signal', () => ({}))
  server.sendGame(1, { type: 'view', view })
  const { user } = await renderApp(server, `/g/${view.gameId}`)
  await user.click(await screen.findByRole('button', { name: 'Join the call' }))
  await user.click(await screen.findByRole('button', { name: 'Turn the microphone on' }))
  await user.click(await screen.findByRole('button', { name: 'Join with microphone only' }))
  await waitFor(() => expect(server.watchers('watchCall')).toHaveLength(1))
  const others = view.players.filter(({ playerId }) => playerId !== view.you?.playerId)
  act(() =>
    server.sendCall({
      type: 'roster',
      you: view.you!.playerId,
      peers: others.map(inCall),
    }),
  )
  await screen.findByRole('button', { name: 'Camera, microphone and speaker' })
  let seq = 1
  return {
    see: (next: GameView) => act(() => server.sendGame(++seq, { type: 'view', view: next })),
    hearers: () => namesOf(others, ({ isHeard }) => isHeard),
    hearersEver: () => namesOf(others, ({ wasEverHeard }) => wasEverHeard),
  }
}

/** Connections are made in the order of the roster. */
const namesOf = (others: readonly PlayerView[], is: (connection: Connection) => boolean) =>
  Connection.all.flatMap((connection, index) => (is(connection) ? others[index]!.name : []))

it('[V3] sends a voice to the team alone while it confers, and to everybody else again', async () => {
  const { see, hearers } = await join(round(ada, 'clue'))
  await waitFor(() => expect(hearers()).toEqual(['Bob', 'Dee', 'Eve', 'Gus']))
  see(round(ada, 'guess'))
  await waitFor(() => expect(hearers()).toEqual(['Bob']))
  expect(screen.getByText(ONLY_YOUR_TEAM)).toBeVisible()

  const gus2 = { ...gus, team: 'red', role: 'operative' } as const
  see(round(ada, 'guess', { players: [ada, bob, dee, eve, gus2] }))
  await waitFor(() => expect(hearers()).toEqual(['Bob', 'Gus']))

  see({ ...round(ada, 'clue'), turn: { number: 2, team: 'blue' } })
  await waitFor(() => expect(hearers()).toEqual(['Bob', 'Dee', 'Eve', 'Gus']))
  expect(screen.queryByText(ONLY_YOUR_TEAM)).not.toBeInTheDocument()
})

it('[V3] holds from the first moment for who joins while the team confers', async () => {
  const { hearers, hearersEver } = await join(round(ada, 'guess'))
  await waitFor(() => expect(hearers()).toEqual(['Bob']))
  expect(hearersEver()).toEqual(['Bob'])
})

it('[V1] keeps a spymaster’s voice from everybody who joins after the clue, from the first moment', async () => {
  const { see, hearers, hearersEver } = await join(round(ada, 'guess', { straightFace: true }))
  expect(await screen.findByRole('button', { name: /^Microphone held off/ })).toBeDisabled()
  await waitFor(() => expect(hearers()).toEqual([]))
  expect(hearersEver()).toEqual([])
  see({ ...round(ada, 'clue', { straightFace: true }), turn: { number: 2, team: 'blue' } })
  await waitFor(() => expect(hearers()).toEqual(['Bob', 'Dee', 'Eve', 'Gus']))
})

it('[V1] shows a microphone that the clue turns off as off', async () => {
  const { see } = await join(round(ada, 'clue', { straightFace: true }))
  await screen.findByRole('button', { name: 'Turn the microphone off' })
  see(round(ada, 'guess', { straightFace: true }))
  expect(await screen.findByRole('img', { name: 'Ada: microphone off' })).toBeVisible()
})

it('[V3] lets everybody hear who is not of that team, and marks whom they don’t hear', async () => {
  const { hearers } = await join(round(dee, 'guess'))
  expect(screen.getByText('Red confers; you hear them again when the turn ends.')).toBeVisible()
  expect(screen.getByRole('img', { name: 'Ada: heard by their team only' })).toBeVisible()
  expect(screen.getByRole('img', { name: 'Bob: heard by their team only' })).toBeVisible()
  expect(screen.queryByRole('img', { name: 'Eve: heard by their team only' })).toBeNull()
  await waitFor(() => expect(hearers()).toContain('Eve'))
})

it('[V3] is off unless the table has settled it', async () => {
  const { hearers } = await join(round(ada, 'guess', { teamTalk: false }))
  await waitFor(() => expect(hearers()).toEqual(['Bob', 'Dee', 'Eve', 'Gus']))
  expect(screen.queryByText(ONLY_YOUR_TEAM)).not.toBeInTheDocument()
})
