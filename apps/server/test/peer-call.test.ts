import type { CallDescription, CallMessage, CallPeer } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { PEER_CALL_MAX, SOCKET_MESSAGES_MAX } from '../src/limits.ts'
import { openBrowser } from './browser.ts'
import { enterCall, newEpoch, sending, type Calling } from './calling.ts'
import { expectCode } from './refusal.ts'
import { openSqlite, temporaryFolder } from './stores.ts'
import { createGame, joinGame, play, seatFour, type Player, type Table } from './table.ts'
import { startServer, type TestServer } from './test-server.ts'

const video = { kind: 'peer', iceServers: [] } as const
const offer: CallDescription = { type: 'offer', sdp: 'v=0' }

/** Resolves once the player is in. */
async function come(table: Table, { browser }: Player): Promise<Calling> {
  const calling = enterCall(browser, table.gameId)
  await calling.until('roster')
  return calling
}

/** Ada and Bob of four people at a table, in its call. */
async function meet(server: TestServer) {
  const table = await seatFour(server)
  const { redSpymaster: ada, redOperative: bob } = table
  const first = await come(table, ada)
  const second = await come(table, bob)
  return { table, ada, bob, first, second }
}

const peer = ({ playerId, name }: Player, { epoch }: Calling): CallPeer => ({
  playerId,
  name,
  epoch,
  media: sending,
})

const hasTwice = ({ received }: Calling, type: CallMessage['type']): boolean =>
  received.filter((message) => message.type === type).length === 2

const to = (player: Player, calling: Calling) =>
  ({ type: 'signal', to: player.playerId, toEpoch: calling.epoch, description: offer }) as const

describe('who is in a call between browsers', () => {
  it('sees the others, by the names that they have at the table', async () => {
    await using server = await startServer({ video })
    const { table, ada, bob, first, second } = await meet(server)
    const { blueSpymaster: cleo } = table
    const third = await come(table, cleo)
    expect(first.received[0]).toEqual({ type: 'roster', you: ada.playerId, peers: [] })
    expect(third.received[0]).toEqual({
      type: 'roster',
      you: cleo.playerId,
      peers: [peer(ada, first), peer(bob, second)],
    })
    expect((await first.until('joined', (m) => m.peer.name === 'Bob')).peer).toEqual(
      peer(bob, second),
    )
    expect((await second.until('joined')).peer).toEqual(peer(cleo, third))
    await table.close()
  })

  it('gets what is meant for it and nothing else, from whom it really came', async () => {
    await using server = await startServer({ video })
    const { table, ada, bob, first, second } = await meet(server)
    const { blueSpymaster: cleo } = table
    const third = await come(table, cleo)
    await first.signal(to(bob, second))
    expect(await second.until('signal')).toEqual({
      type: 'signal',
      from: ada.playerId,
      fromEpoch: first.epoch,
      toEpoch: second.epoch,
      description: offer,
    })
    // For a stay that is over, or never was.
    await first.signal({ ...to(bob, second), toEpoch: newEpoch() })
    const muted = { ...sending, audio: false }
    await first.signal({ type: 'media', media: muted })
    for (const other of [second, third]) {
      expect(await other.until('media')).toEqual({
        type: 'media',
        playerId: ada.playerId,
        media: muted,
      })
    }
    expect(third.received.map(({ type }) => type)).toEqual(['roster', 'media'])
    expect(second.received.filter(({ type }) => type === 'signal')).toHaveLength(1)
    expect(first.received.map(({ type }) => type)).not.toContain('media')
    const late = enterCall(table.blueOperative.browser, table.gameId)
    const { peers } = await late.until('roster')
    expect(peers.map(({ media }) => media)).toEqual([muted, sending, sending])
    await table.close()
  })

  it('is gone for the others as soon as it leaves', async () => {
    await using server = await startServer({ video })
    const { table, ada, bob, first, second } = await meet(server)
    first.leave()
    expect(await second.until('left')).toEqual({ type: 'left', playerId: ada.playerId })
    await expectCode(first.signal(to(bob, second)), 'FORBIDDEN')
    await table.close()
  })

  it('was never away when its line is cut and comes back', async () => {
    await using server = await startServer({ video })
    const { table, bob, first, second } = await meet(server)
    bob.browser.cutLine()
    const again = await first.until('joined', () => hasTwice(first, 'joined'))
    expect(again.peer.epoch).toBe(second.epoch)
    expect(first.received.map(({ type }) => type)).toEqual(['roster', 'joined', 'joined'])
    await first.signal(to(bob, second))
    await second.until('signal')
    expect(second.received.map(({ type }) => type)).toEqual(['roster', 'roster', 'signal'])
    await table.close()
  })

  it('is in it once: another tab takes over', async () => {
    await using server = await startServer({ video })
    const { table, ada, bob, first, second } = await meet(server)
    const tab = openBrowser(server, ada.browser.cookie())
    const third = enterCall(tab, table.gameId)
    expect((await third.until('roster')).peers.map(({ name }) => name)).toEqual([bob.name])
    expect(await first.until('ended')).toEqual({ type: 'ended', reason: 'elsewhere' })
    expect(await first.over).toBeNull()
    await second.until('joined', (joined) => joined.peer.epoch === third.epoch)
    expect(second.received.map(({ type }) => type)).toEqual(['roster', 'joined'])
    await expectCode(first.signal(to(bob, second)), 'FORBIDDEN')
    await Promise.all([tab.close(), table.close()])
  })

  it('is put out of it when it leaves the table or is removed', async () => {
    await using server = await startServer({ video })
    const { table, ada, bob, first, second } = await meet(server)
    const { blueSpymaster: cleo } = table
    const third = await come(table, cleo)
    await ada.play({ type: 'removePlayer', playerId: bob.playerId })
    await cleo.play({ type: 'leaveGame' })
    for (const gone of [second, third]) {
      expect(await gone.until('ended')).toEqual({ type: 'ended', reason: 'removed' })
      expect(await gone.over).toBeNull()
    }
    for (const { playerId } of [bob, cleo]) {
      await first.until('left', (message) => message.playerId === playerId)
    }
    expect(await enterCall(bob.browser, table.gameId).over).toBe('FORBIDDEN')
    await expectCode(second.signal(to(ada, first)), 'FORBIDDEN')
    await table.close()
  })

  it('comes back to the same call after the server has been restarted', async () => {
    using folder = temporaryFolder()
    const first = await startServer({ store: openSqlite(folder.path), video })
    const { table, ada, bob, first: one, second: two } = await meet(first)
    const callings = [one, two, await come(table, table.blueSpymaster)]
    await first[Symbol.asyncDispose]()
    await using second = await startServer({ store: openSqlite(folder.path), video })
    for (const { browser } of table.players) browser.moveTo(second)
    await Promise.all(
      callings.map((calling) => calling.until('roster', () => hasTwice(calling, 'roster'))),
    )
    await one.signal(to(bob, two))
    expect(await two.until('signal')).toMatchObject({ from: ada.playerId })
    for (const { received } of callings) {
      expect(received.map(({ type }) => type)).not.toContain('left')
    }
    await table.close()
  })
})

describe('a call between browsers', () => {
  it('holds so many and no more', async () => {
    await using server = await startServer({ video })
    const host = openBrowser(server)
    const { gameId } = await createGame(host, 'Ada')
    const guests = Array.from({ length: PEER_CALL_MAX }, () => openBrowser(server))
    for (const [index, guest] of guests.entries()) await joinGame(guest, gameId, `Guest ${index}`)
    const last = guests.pop()!
    const inside = [host, ...guests].map((browser) => enterCall(browser, gameId))
    await Promise.all(inside.map((calling) => calling.until('roster')))
    const late = enterCall(last, gameId)
    expect(await late.until('ended')).toEqual({ type: 'ended', reason: 'full' })
    expect(await late.over).toBeNull()
    inside[0]?.leave()
    await inside[1]?.until('left')
    const { peers } = await enterCall(last, gameId).until('roster')
    expect(peers).toHaveLength(PEER_CALL_MAX - 1)
    await Promise.all([host, last, ...guests].map((browser) => browser.close()))
  })

  it('lets in players and nobody else', async () => {
    await using server = await startServer({ video })
    const table = await seatFour(server)
    const inside = await come(table, table.redSpymaster)
    const stranger = enterCall(table.visit(), table.gameId)
    expect(await stranger.over).toBe('FORBIDDEN')
    expect(stranger.received).toEqual([])
    await expectCode(stranger.signal(to(table.redSpymaster, inside)), 'FORBIDDEN')
    const signedOut = await fetch(`${server.url}/trpc/signal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        gameId: table.gameId,
        epoch: inside.epoch,
        message: { type: 'media', media: sending },
      }),
    })
    expect(signedOut.status).toBe(401)
    expect(inside.received.map(({ type }) => type)).toEqual(['roster'])
    await table.close()
  })

  it('hears nothing from another table', async () => {
    await using server = await startServer({ video })
    const table = await seatFour(server)
    const inside = await come(table, table.redSpymaster)
    const other = openBrowser(server)
    const { gameId } = await createGame(other, 'Eve')
    const elsewhere = enterCall(other, gameId)
    await elsewhere.until('roster')
    await elsewhere.signal(to(table.redSpymaster, inside))
    await expectCode(
      other.api.signal.mutate({
        gameId: table.gameId,
        epoch: elsewhere.epoch,
        message: to(table.redSpymaster, inside),
      }),
      'FORBIDDEN',
    )
    await play(table.redSpymaster.browser, table.gameId, { type: 'rename', name: 'Ada II' })
    expect(inside.received.map(({ type }) => type)).toEqual(['roster'])
    await Promise.all([other.close(), table.close()])
  })

  it('hears no more from one player than a call has need of', async () => {
    await using server = await startServer({ video })
    const browser = openBrowser(server)
    const { gameId } = await createGame(browser, 'Ada')
    const calling = enterCall(browser, gameId)
    await calling.until('roster')
    const tell = () =>
      browser.request('/trpc/signal', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          gameId,
          epoch: calling.epoch,
          message: { type: 'media', media: sending },
        }),
      })
    const answers = await Promise.all(Array.from({ length: SOCKET_MESSAGES_MAX + 1 }, tell))
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([429])
    await browser.close()
  })

  it('is not to be had where the server makes calls another way, or none', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const calling = enterCall(table.redSpymaster.browser, table.gameId)
    expect(await calling.over).toBe('FORBIDDEN')
    await expectCode(calling.signal({ type: 'media', media: sending }), 'FORBIDDEN')
    await table.close()
  })
})
