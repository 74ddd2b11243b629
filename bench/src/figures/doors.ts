import { setTimeout as delay } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { createGame, gameIdIn, gatherAtGame, isRefusedForNow, joinGame } from '../driver/doors.ts'
import { openHttpConnection, type HttpConnection, type Reply } from '../driver/http-connection.ts'
import { DRIVER_LOAD_MAX, watchOwnLoad } from '../driver/own-load.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'
import { percentile } from '../statistics.ts'
import type { Running } from '../subjects/subject.ts'

const CONNECTIONS = 100
/** People who join one game, besides the one who made it. */
const JOINS_PER_GAME = 19
/** What a server that anybody can reach lets in (B10). */
const GAMES_PER_SECOND = 20
const OK = 200

type Outcome = 'done' | 'refused' | 'over'
type Work = (line: HttpConnection) => Promise<Outcome>

/** How many games are made, and how many people join one, by as many connections as fast as they can. */
export async function measureDoors(
  { subject, hasGames }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  using crowd = await openConnections(running)
  const gameIds = await makeGames(running, crowd, extent, card)

  const http = await openHttpConnection(running.ports[0] ?? 0)
  while (gameIds.length < extent.joinedGames) gameIds.push((await gatherAtGame(http, 1)).gameId)
  http.close()
  const joined = gameIds.slice(0, extent.joinedGames)
  let places = 0
  // A floor has no games that could be full.
  const placesMax = hasGames ? joined.length * JOINS_PER_GAME : Infinity
  await measure(running, crowd, extent, card, 'joinGame', async (line) => {
    const place = places++
    const gameId = joined[place % joined.length]
    if (gameId === undefined || place >= placesMax) return 'over'
    const reply = await joinGame(line, gameId)
    if (isRefusedForNow(reply)) return 'refused'
    mustBeOk(reply)
    return 'done'
  })
}

/** How soon a game is made by a server whose games have their call at Daily, at the rate that a public server lets in. */
export async function measureDoorsAtDaily(
  { subject }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  using crowd = await openConnections(running)
  await makeAtRate(crowd.connections, extent.dailySeconds / 3)
  const beforeMs = running.cpuMs()
  const timesMs = await makeAtRate(crowd.connections, extent.dailySeconds)
  const cpuMs = running.cpuMs() - beforeMs
  const figure = `createGame with a room, at ${GAMES_PER_SECOND}/s`
  card.add(`p50 of ${figure}`, 'ms', percentile(timesMs, 0.5))
  card.add(`p95 of ${figure}`, 'ms', percentile(timesMs, 0.95))
  card.add(`CPU for ${figure}`, 'µs', (cpuMs * 1000) / timesMs.length)
}

/** Has games made at that rate. How long each took from when it was due, sorted. */
async function makeAtRate(
  connections: readonly HttpConnection[],
  seconds: number,
): Promise<Float64Array> {
  const startMs = performance.now()
  const times = Array.from({ length: Math.ceil(GAMES_PER_SECOND * seconds) }, async (_, nth) => {
    const dueMs = startMs + (nth * 1000) / GAMES_PER_SECOND
    await delay(dueMs - performance.now())
    const line = connections[nth % connections.length]
    if (line) mustBeOk(await createGame(line))
    return performance.now() - dueMs
  })
  return Float64Array.from(await Promise.all(times)).toSorted()
}

interface Connections extends Disposable {
  readonly connections: readonly HttpConnection[]
}

async function openConnections({ ports }: Running): Promise<Connections> {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) =>
      openHttpConnection(ports[index % ports.length] ?? 0),
    ),
  )
  return {
    connections,
    [Symbol.dispose]() {
      for (const each of connections) each.close()
    },
  }
}

/** Resolves with the ids of all that were made. */
async function makeGames(
  running: Running,
  crowd: Connections,
  extent: Extent,
  card: Scorecard,
): Promise<string[]> {
  const gameIds: string[] = []
  let refused = 0
  await measure(running, crowd, extent, card, 'createGame', async (line) => {
    const reply = await createGame(line)
    if (isRefusedForNow(reply)) {
      refused++
      return 'refused'
    }
    gameIds.push(gameIdIn(mustBeOk(reply)))
    return 'done'
  })
  if (refused > 0) {
    card.caveat('createGame', 'bounded by what the server allows, not by what it can')
  }
  return gameIds
}

/** Twice, the first time to warm up. */
async function measure(
  running: Running,
  { connections }: Connections,
  extent: Extent,
  card: Scorecard,
  figure: string,
  work: Work,
): Promise<void> {
  await doAgainAndAgain(connections, extent.doorSeconds / 3, work)
  const ownLoad = watchOwnLoad()
  const beforeMs = running.cpuMs()
  const { timesMs, seconds } = await doAgainAndAgain(connections, extent.doorSeconds, work)
  const cpuMs = running.cpuMs() - beforeMs
  card.add(figure, '1/s', timesMs.length / seconds)
  card.add(`p95 of ${figure}, from ${CONNECTIONS} at once`, 'ms', percentile(timesMs, 0.95))
  card.add(`CPU for ${figure}`, 'µs', (cpuMs * 1000) / timesMs.length)
  if (ownLoad() > DRIVER_LOAD_MAX) card.caveat(figure, 'the driver was at its limit')
}

/** Has every connection do `work` again and again, until it is over. How long each took that was done, sorted. */
async function doAgainAndAgain(
  connections: readonly HttpConnection[],
  seconds: number,
  work: Work,
): Promise<{ readonly timesMs: Float64Array; readonly seconds: number }> {
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  const timesMs: number[] = []
  await Promise.all(
    connections.map(async (http) => {
      for (let nowMs = startMs; nowMs < endMs;) {
        const outcome = await work(http)
        if (outcome === 'over') return
        const beganMs = nowMs
        nowMs = performance.now()
        if (outcome === 'done') timesMs.push(nowMs - beganMs)
      }
    }),
  )
  return {
    timesMs: Float64Array.from(timesMs).toSorted(),
    seconds: (performance.now() - startMs) / 1000,
  }
}

function mustBeOk(reply: Reply): Reply {
  if (reply.status !== OK) throw new Error(`refused with ${reply.status}: ${reply.body}`)
  return reply
}
