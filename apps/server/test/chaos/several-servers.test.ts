import { startDailyStandIn } from '@wordfare/daily/stand-in'
import { listGamesOutputSchema, type ListedGame, type Settings } from '@wordfare/contracts'
import type { StoredEvent } from '@wordfare/event-store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PEER_CALL_MAX } from '../../src/limits.ts'
import { openBrowser, type Browser } from '../browser.ts'
import { enterCall, sending } from '../calling.ts'
import { eventually } from '../eventually.ts'
import type { ServerProcess } from '../server-process.ts'
import { createGame, joinGame, play, playToTheLastCard, seatFour } from '../table.ts'
import { watch } from '../watching.ts'
import { startBalancer } from './balancer.ts'
import { startDeployment, type Deployment } from './deployment.ts'
import { expectKept, expectSeen, expectWholeLog, hammer } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'

/** How long a server that was killed may still count as there. */
const GONE_WITHIN_MS = 20_000
/** How long a client may be without a server while others run. */
const BACK_WITHIN_MS = 5_000
const HOUR_MS = 3_600_000
/** What all of it went through. */
const sums = { killed: 0, heldUp: 0, stopped: 0, commands: 0, turns: 0, events: 0 }
afterAll(() => {
  const { killed, heldUp, stopped, commands, turns, events } = sums
  console.log(
    `${killed} servers killed, ${heldUp} held up, ${stopped} stopped: of ${commands} answered commands and ` +
      `${events} events none was lost, and each of ${turns} turns whose time was up ended once`,
  )
})
/** For tests that start several programs, on a machine that is busy. */
const PATIENCE_MS = 180_000

const hardTimer: Settings['timer'] = {
  mode: 'hard',
  clueSeconds: 15,
  guessSeconds: 15,
  firstClueExtraSeconds: 0,
  bonusSeconds: 0,
}

const isOnline =
  (name: string) => (view: { players: readonly { name: string; isOnline: boolean }[] }) =>
    view.players.some((player) => player.name === name && player.isOnline)

const isNextTurn = ({ turn }: { turn: { number: number } | null }) => (turn?.number ?? 0) > 1

describe('three servers with one Redis', () => {
  let deployment: Deployment
  let one: ServerProcess
  let two: ServerProcess
  let three: ServerProcess
  beforeAll(async () => {
    deployment = await startDeployment({ VIDEO: 'peer' })
    const start = () => deployment.start()
    ;[one, two, three] = await Promise.all([start(), start(), start()])
  }, PATIENCE_MS)
  afterAll(() => deployment[Symbol.asyncDispose]())

  it('play one table: whoever moves where, everybody sees all of it, once and in order', async () => {
    const table = await seatFour([one, two, three])
    await playToTheLastCard(table)
    const versions: number[] = []
    for (const { watching } of table.players) {
      await watching.until(
        ({ phase, players }) => phase === 'over' && players.every((p) => p.isOnline),
      )
      versions.push(expectWhole(watching.received))
    }
    const log = await deployment.openLog()
    const stored = await log.read(table.gameId)
    await log.close()
    expectWholeLog(stored)
    sums.events += stored.length
    expect(versions).toEqual(versions.map(() => stored.length))
    for (const { watching } of table.players) expectSeen(stored, watching)
    await table.close()
  })

  it('never refuse a move over what only another of them has heard of yet', async () => {
    const table = await seatFour([one, two, three])
    const { redSpymaster: ada, redOperative: bob } = table
    // Each of Bob's moves is legal only after the one of Ada before it, which another server has taken.
    const { seq: first } = await ada.play({ type: 'muteAll' })
    for (let i = 0; i < 100; i++) {
      await ada.play({ type: 'makeHost', playerId: bob.playerId })
      const { seq } = await bob.play({ type: 'makeHost', playerId: ada.playerId })
      expect(seq).toBe(first + 2 * i + 2)
    }
    await table.close()
  })

  it('show each other’s tables in the lobby', async () => {
    const visitor = openBrowser(one)
    const host = openBrowser(two)
    let shown: readonly ListedGame[] = []
    visitor.api.watchLobby.subscribe(undefined, {
      onData: (games) => (shown = listGamesOutputSchema.parse(games)),
    })
    const { gameId } = await createGame(host, 'Ada', { visibility: 'listed' })
    const entry = () => shown.find((game) => game.gameId === gameId)
    await eventually(() => expect(entry()).toMatchObject({ hostName: 'Ada', players: 1 }))
    await joinGame(openBrowser(three), gameId, 'Bob')
    await eventually(() => expect(entry()).toMatchObject({ players: 2 }))
    await Promise.all([visitor.close(), host.close()])
  })

  it('know a player by the same session', async () => {
    const browser = openBrowser(one)
    const { gameId, playerId } = await createGame(browser, 'Ada')
    const { seq } = await play(browser, gameId, { type: 'rename', name: 'Ada II' })
    const moved = openBrowser(two, browser.cookie())
    expect((await watch(moved, gameId)).view.you).toMatchObject({ playerId, isHost: true })
    expect(await play(moved, gameId, { type: 'rename', name: 'Ada III' })).toEqual({ seq: seq + 1 })
    await Promise.all([browser.close(), moved.close()])
  })

  it('answer a command that comes again elsewhere as it was answered before', async () => {
    const browser = openBrowser(one)
    const { gameId } = await createGame(browser, 'Ada')
    const elsewhere = openBrowser(two, browser.cookie())
    for (let i = 0; i < 50; i++) {
      const commandId = crypto.randomUUID()
      const rename = { type: 'rename', name: `Ada ${i}` } as const
      const answer = await play(browser, gameId, rename, commandId)
      expect(await play(elsewhere, gameId, rename, commandId)).toEqual(answer)
    }
    await Promise.all([browser.close(), elsewhere.close()])
  })

  describe('have one call between browsers', () => {
    it('with everybody in it, whichever server they are at', async () => {
      const table = await seatFour([one, two, three])
      const { redSpymaster: ada, redOperative: bob, blueSpymaster: cleo } = table
      const first = enterCall(ada.browser, table.gameId)
      await first.until('roster')
      const second = enterCall(bob.browser, table.gameId)
      expect((await second.until('roster')).peers).toMatchObject([
        { playerId: ada.playerId, epoch: first.epoch },
      ])
      await first.until('joined', ({ peer }) => peer.playerId === bob.playerId)

      await first.signal({
        type: 'signal',
        to: bob.playerId,
        toEpoch: second.epoch,
        description: { type: 'offer', sdp: 'v=0' },
      })
      expect(await second.until('signal')).toMatchObject({
        from: ada.playerId,
        fromEpoch: first.epoch,
      })
      const muted = { ...sending, audio: false }
      await second.signal({ type: 'media', media: muted })
      expect(await first.until('media')).toMatchObject({ playerId: bob.playerId, media: muted })
      const third = enterCall(cleo.browser, table.gameId)
      const { peers } = await third.until('roster')
      expect(peers.find(({ playerId }) => playerId === bob.playerId)?.media).toEqual(muted)

      second.leave()
      for (const other of [first, third]) {
        expect(await other.until('left')).toMatchObject({ playerId: bob.playerId })
      }
      await table.close()
    })

    it('which a player is in once: coming in elsewhere ends the earlier visit', async () => {
      const table = await seatFour([one, two])
      const { redSpymaster: ada, redOperative: bob } = table
      const first = enterCall(ada.browser, table.gameId)
      await first.until('roster')
      const second = enterCall(bob.browser, table.gameId)
      await second.until('roster')
      const elsewhere = openBrowser(two, ada.browser.cookie())
      const again = enterCall(elsewhere, table.gameId)
      await again.until('roster')
      expect(await first.until('ended')).toEqual({ type: 'ended', reason: 'elsewhere' })
      await second.until('joined', ({ peer }) => peer.epoch === again.epoch)
      await Promise.all([elsewhere.close(), table.close()])
    })

    it('of so many and no more', async () => {
      const host = openBrowser(one)
      const { gameId } = await createGame(host, 'Ada')
      const servers = [one, two, three]
      const guests = servers
        .concat(servers, servers, servers)
        .slice(0, PEER_CALL_MAX + 1)
        .map((server) => openBrowser(server))
      for (const [index, guest] of guests.entries()) await joinGame(guest, gameId, `Guest ${index}`)
      const callings = [host, ...guests].map((browser) => enterCall(browser, gameId))
      const outcomes = await Promise.all(
        callings.map((calling) =>
          Promise.race([
            calling.until('roster').then(() => 'in'),
            calling.until('ended').then(({ reason }) => reason),
          ]),
        ),
      )
      expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(PEER_CALL_MAX)
      expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(2)
      await Promise.all([host, ...guests].map((browser) => browser.close()))
    })
  })

  it('end the streams of a game that another server has forgotten', async () => {
    const browser = openBrowser(one)
    const { gameId } = await createGame(browser, 'Ada', { visibility: 'listed' })
    const watching = await watch(browser, gameId)
    const elsewhere = openBrowser(two, browser.cookie())
    const watchingElsewhere = await watch(elsewhere, gameId)
    const other = await deployment.openLog()
    expect(await other.expire(Date.now() + 25 * HOUR_MS)).toContain(gameId)
    expect(await watching.failed).toBe('NOT_FOUND')
    expect(await watchingElsewhere.failed).toBe('NOT_FOUND')
    await other.close()
    await Promise.all([browser.close(), elsewhere.close()])
  })
})

// Each of these waits for something that takes its time.
describe.concurrent('of several servers', { timeout: PATIENCE_MS }, () => {
  it('one that is killed takes its players off line, for players and strangers elsewhere', async () => {
    await using deployment = await startDeployment()
    const [one, two] = await Promise.all([deployment.start(), deployment.start()])
    const table = await seatFour([one, two])
    const ada = table.redSpymaster.watching
    const names = ['Ada', 'Bob', 'Cleo', 'Dan']
    await ada.until((view) => names.every((name) => isOnline(name)(view)))
    const host = openBrowser(two)
    const { gameId } = await createGame(host, 'Eve')
    await watch(host, gameId)
    const visitor = openBrowser(one)
    const stranger = await watch(visitor, gameId)
    await stranger.until(isOnline('Eve'))

    two.signal('SIGKILL')
    sums.killed += 1
    const killedAtMs = performance.now()
    const seen = [
      ada.until((view) => !isOnline('Bob')(view) && !isOnline('Dan')(view)),
      stranger.until((view) => !isOnline('Eve')(view)),
    ]
    await Promise.all(seen)
    expect(performance.now() - killedAtMs).toBeLessThan(GONE_WITHIN_MS)
    expect(isOnline('Cleo')(ada.view)).toBe(true)
    await Promise.all([table.close(), host.close(), visitor.close()])
  })

  it('one makes the room of a game, though all start at once', async () => {
    const apiKey = 'k3y-of-a-daily-account-for-tests'
    // For Daily all rooms have been there for a while.
    const daily = await startDailyStandIn({ apiKey })
    await using deployment = await startDeployment({
      VIDEO: 'daily',
      DAILY_API_KEY: apiKey,
      DAILY_API_URL: daily.url,
    })
    const posts = () =>
      daily.requests.filter(({ method, path }) => method === 'POST' && path === '/rooms').length
    daily.fail({ on: 'POST /rooms', behaviour: { kind: 'silence' } })
    const first = await deployment.start()
    const browser = openBrowser(first)
    const { gameId } = await createGame(browser, 'Ada')
    await eventually(() => expect(posts()).toBe(1))
    first.signal('SIGKILL')
    sums.killed += 1
    await first.ended
    daily.recover()

    const start = () => deployment.start()
    const servers = await Promise.all([start(), start(), start()])
    const urls: unknown[] = []
    for (const server of servers) {
      const returned = openBrowser(server, browser.cookie())
      await (await watch(returned, gameId)).until(({ call }) => call.status === 'ready')
      const ticket = await returned.api.callTicket.mutate({ gameId })
      urls.push('url' in ticket && ticket.url)
      await returned.close()
    }
    expect(posts()).toBe(2)
    expect(urls).toEqual(urls.map(() => daily.rooms[0]?.url))
    expect(daily.rooms).toHaveLength(1)
    await Promise.all([browser.close(), daily.close()])
  })

  it('[T3] each ends a turn whose time is up, and it ends once: also when others are killed or held up', async () => {
    await using deployment = await startDeployment()
    const start = () => deployment.start()
    const [one, two, killed, heldUp] = await Promise.all([start(), start(), start(), start()])
    const tables = {
      both: await seatFour([one, two], { timer: hardTimer }),
      killed: await seatFour([one, killed], { timer: hardTimer }),
      heldUp: await seatFour([one, heldUp], { timer: hardTimer }),
      alone: await seatFour([killed, killed], { timer: hardTimer }),
    }
    for (const { redSpymaster } of Object.values(tables)) {
      await redSpymaster.play({ type: 'startRound' })
      await redSpymaster.watching.until(({ phase }) => phase === 'clue')
    }
    killed.signal('SIGKILL')
    heldUp.signal('SIGSTOP')
    sums.killed += 1
    sums.heldUp += 1
    for (const { redSpymaster } of [tables.both, tables.killed, tables.heldUp]) {
      await redSpymaster.watching.until(isNextTurn)
    }
    heldUp.signal('SIGCONT')
    await tables.both.redOperative.watching.until(isNextTurn)
    await tables.heldUp.redOperative.watching.until(isNextTurn)
    // Nobody but the one that was killed had this table: its time is long up when somebody comes back to it.
    const returned = openBrowser(two, tables.alone.redSpymaster.browser.cookie())
    await (await watch(returned, tables.alone.gameId)).until(isNextTurn)

    const log = await deployment.openLog()
    for (const { gameId } of Object.values(tables)) expectTurnsOnce(await log.read(gameId))
    await log.close()
    await returned.close()
    await Promise.all(Object.values(tables).map((table) => table.close()))
  })

  it('all can be stopped and started in turn: no move is lost, and nobody waits for long', async () => {
    await using deployment = await startDeployment()
    await using balancer = await startBalancer()
    const [one, two] = await Promise.all([deployment.start(), deployment.start()])
    balancer.serve([one, two])
    const browsers: Browser[] = Array.from({ length: 6 }, () => openBrowser(balancer))
    const { gameId } = await createGame(browsers[0]!, 'Player 0')
    const watchings = []
    for (const [index, browser] of browsers.entries()) {
      if (index > 0) await joinGame(browser, gameId, `Player ${index}`)
      watchings.push(await watch(browser, gameId, { again: true }))
    }

    let count = 0
    const stages = { first: 200, second: 500, last: 800 }
    const reached = { first: Promise.withResolvers<void>(), second: Promise.withResolvers<void>() }
    const hammers = browsers.map((browser, index) =>
      hammer(browser, gameId, `Player ${index}`, {
        goesOn: () => count < stages.last,
        onAcknowledged() {
          count += 1
          if (count === stages.first) reached.first.resolve()
          if (count === stages.second) reached.second.resolve()
        },
      }),
    )
    await reached.first.promise
    one.signal('SIGTERM')
    await expectGoodOrder(one)
    const replacement = await deployment.start()
    balancer.serve([two, replacement])
    await reached.second.promise
    two.signal('SIGTERM')
    await expectGoodOrder(two)
    await Promise.all(hammers.map(({ done }) => done))

    const log = await deployment.openLog()
    const stored = await log.read(gameId)
    await log.close()
    expectWholeLog(stored)
    sums.events += stored.length
    for (const { acknowledged } of hammers) {
      expectKept(stored, acknowledged)
      sums.commands += acknowledged.length
      const pauses = acknowledged.slice(1).map(({ atMs }, i) => atMs - acknowledged[i]!.atMs)
      expect(Math.max(...pauses)).toBeLessThan(BACK_WITHIN_MS)
    }
    for (const watching of watchings) {
      await watching.untilReceived(({ id }) => Number(id) === stored.length)
      expectSeen(stored, watching)
    }
    await Promise.all(browsers.map((browser) => browser.close()))
  })
})

/** Expects that a server which was asked to stop did so by itself. */
async function expectGoodOrder(server: ServerProcess): Promise<void> {
  const { code, output } = await server.ended
  sums.stopped += 1
  expect(code).toBe(0)
  expect(output).not.toContain('not everything ended in time')
}

/** Expects that each turn was ended once, and none before its time. */
function expectTurnsOnce(log: readonly StoredEvent[]): void {
  expectWholeLog(log)
  const ends = log.flatMap(({ event }) => (event.type === 'TurnEnded' ? [event] : []))
  expect(ends.length).toBeGreaterThan(0)
  sums.turns += ends.length
  expect(ends.map(({ next }) => next.number)).toEqual(ends.map((_, index) => index + 2))
  const started = log.find(({ event }) => event.type === 'RoundStarted')?.event.atMs ?? 0
  for (const [index, { atMs }] of ends.entries()) {
    const before = ends[index - 1]?.atMs ?? started
    expect(atMs - before).toBeGreaterThanOrEqual(hardTimer.clueSeconds * 1_000)
  }
}
