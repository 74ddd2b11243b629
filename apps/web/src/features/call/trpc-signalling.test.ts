import { createTRPCClient } from '@trpc/client'
import {
  callEpochSchema,
  watchCallInputSchema,
  type CallMessage,
  type MediaState,
} from '@wordfare/contracts'
import type { SignallingEvents } from '@wordfare/peer-call'
import type { AppRouter } from '@wordfare/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gameId, idOf } from '../../../test/a-table.ts'
import { createFakeServer, refusal } from '../../../test/fake-server.ts'
import { createConnection } from '@wordfare/line'
import { createTrpcSignalling } from './trpc-signalling.ts'

const epoch = callEpochSchema.parse('e'.repeat(16))
const silent: MediaState = { audio: false, video: false, audioBlocked: null, videoBlocked: null }
const roster: CallMessage = { type: 'roster', you: idOf('Ada'), peers: [] }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function enter() {
  const server = createFakeServer()
  const connection = createConnection()
  connection.opened()
  const client = createTRPCClient<AppRouter>({ links: [server.link] })
  const media = vi.fn<() => MediaState>(() => silent)
  const events = {
    message: vi.fn<SignallingEvents['message']>(),
    down: vi.fn<SignallingEvents['down']>(),
    error: vi.fn<SignallingEvents['error']>(),
  }
  const stay = createTrpcSignalling(client, gameId, connection).enter({ epoch, media }, events)
  const watched = () =>
    server.watchers('watchCall').map(({ input }) => watchCallInputSchema.parse(input))
  await vi.advanceTimersByTimeAsync(0)
  return { server, connection, media, events, stay, watched }
}

test('enters with what is sent now, and hands on what the server says', async () => {
  const { server, events, watched } = await enter()
  expect(watched()).toEqual([{ gameId, epoch, media: silent }])

  server.sendCall(roster)
  server.sendCall({ type: 'left', playerId: idOf('Bob') })
  expect(events.message.mock.calls).toEqual([[roster], [{ type: 'left', playerId: idOf('Bob') }]])
})

test('comes back after an outage with the media of that moment', async () => {
  const { server, connection, media, events, watched } = await enter()
  server.sendCall(roster)

  connection.closed()
  expect(events.down).toHaveBeenCalledOnce()
  expect(watched()).toEqual([])

  media.mockReturnValue({ ...silent, audio: true })
  connection.opened()
  expect(watched()).toEqual([{ gameId, epoch, media: { ...silent, audio: true } }])
})

test('a stay that is not allowed ends, and the line is not followed any more', async () => {
  const { server, connection, events, watched } = await enter()
  for (const watcher of server.watchers('watchCall')) watcher.fail(refusal('FORBIDDEN'))
  expect(events.error.mock.calls).toEqual([['forbidden']])

  connection.closed()
  connection.opened()
  expect(watched()).toEqual([])
  expect(events.down).not.toHaveBeenCalled()
})

test('tries again when the server is busy, and gives up in the end', async () => {
  const { server, events, watched } = await enter()
  server.sendCall(roster)

  for (const watcher of server.watchers('watchCall')) watcher.fail(refusal('SERVICE_UNAVAILABLE'))
  expect(events.down).toHaveBeenCalledOnce()
  await vi.runAllTimersAsync()
  expect(watched()).toHaveLength(1)

  while (server.watchers('watchCall').length > 0) {
    for (const watcher of server.watchers('watchCall')) watcher.fail(refusal('SERVICE_UNAVAILABLE'))
    await vi.runAllTimersAsync()
  }
  expect(events.error.mock.calls).toEqual([['unavailable']])
})

test('a subscription that ends by itself is begun anew, unless the stay has ended', async () => {
  const { server, events, watched } = await enter()
  server.sendCall(roster)
  for (const watcher of server.watchers('watchCall')) watcher.complete()
  await vi.runAllTimersAsync()
  expect(watched()).toHaveLength(1)

  server.sendCall({ type: 'ended', reason: 'elsewhere' })
  await vi.runAllTimersAsync()
  expect(events.message).toHaveBeenLastCalledWith({ type: 'ended', reason: 'elsewhere' })
  expect(watched()).toEqual([])
})

test('sends in the name of its stay', async () => {
  const { server, stay } = await enter()
  server.answer('signal', () => ({}))
  await stay.send({ type: 'media', media: silent })
  expect(server.asked).toEqual([
    { path: 'signal', input: { gameId, epoch, message: { type: 'media', media: silent } } },
  ])
})

test('after leaving nothing is heard or tried', async () => {
  const { server, connection, events, stay, watched } = await enter()
  server.sendCall(roster)
  stay.close()
  connection.closed()
  connection.opened()
  await vi.runAllTimersAsync()
  expect(watched()).toEqual([])
  expect(events.down).not.toHaveBeenCalled()
})
