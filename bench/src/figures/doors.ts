import type { Contestant } from '../contestant.ts'
import { createGame, gameIdIn, gatherAtGame, isRefusedForNow, joinGame } from '../driver/doors.ts'
import { openHttpConnection, type HttpConnection, type Reply } from '../driver/http-connection.ts'
import { DRIVER_LOAD_MAX, watchOwnLoad } from '../driver/own-load.ts'
import type { Extent } from '../extent.ts'
import type { Scorecard } from '../scores.ts'

const CONNECTIONS = 100
/** People who join one game, besides the one who made it. */
const JOINS_PER_GAME = 19
/** Games that people join at least. Where the server lets no more be made at a time, there are no more either. */
const GAMES_MIN = 100
const OK = 200

type Outcome = 'done' | 'refused' | 'over'

/** How many games are made, and how many people join one, by as many connections as fast as they can. */
export async function measureDoors(
  { subject }: Contestant,
  extent: Extent,
  card: Scorecard,
): Promise<void> {
  await using running = await subject.start()
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) =>
      openHttpConnection(running.ports[index % running.ports.length] ?? 0),
    ),
  )
  const gameIds: string[] = []
  let refused = 0

  async function create(line: HttpConnection): Promise<Outcome> {
    const reply = await createGame(line)
    if (isRefusedForNow(reply)) {
      refused++
      return 'refused'
    }
    gameIds.push(gameIdIn(mustBeOk(reply)))
    return 'done'
  }

  /** Twice, the first time to warm up. */
  async function measure(
    figure: string,
    work: (line: HttpConnection) => Promise<Outcome>,
  ): Promise<void> {
    await perSecond(connections, extent.doorSeconds / 3, work)
    const ownLoad = watchOwnLoad()
    card.add(figure, '1/s', await perSecond(connections, extent.doorSeconds, work))
    if (ownLoad() > DRIVER_LOAD_MAX) card.caveat(figure, 'the driver was at its limit')
  }

  await measure('createGame', create)
  if (refused > 0) {
    card.caveat('createGame', 'bounded by what the server allows, not by what it can')
  }

  const http = await openHttpConnection(running.ports[0] ?? 0)
  while (gameIds.length < GAMES_MIN) gameIds.push((await gatherAtGame(http, 1)).gameId)
  let places = 0
  const join = async (line: HttpConnection): Promise<Outcome> => {
    const place = places++
    const gameId = gameIds[place % gameIds.length]
    if (gameId === undefined || place >= gameIds.length * JOINS_PER_GAME) return 'over'
    const reply = await joinGame(line, gameId)
    if (isRefusedForNow(reply)) return 'refused'
    mustBeOk(reply)
    return 'done'
  }
  await measure('joinGame', join)
  for (const each of [http, ...connections]) each.close()
}

/** How often `work` is done in a second when every connection does it again and again, until it is over. */
async function perSecond(
  connections: readonly HttpConnection[],
  seconds: number,
  work: (http: HttpConnection) => Promise<Outcome>,
): Promise<number> {
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  let done = 0
  await Promise.all(
    connections.map(async (http) => {
      while (performance.now() < endMs) {
        const outcome = await work(http)
        if (outcome === 'over') return
        if (outcome === 'done') done++
      }
    }),
  )
  return done / ((performance.now() - startMs) / 1000)
}

function mustBeOk(reply: Reply): Reply {
  if (reply.status !== OK) throw new Error(`refused with ${reply.status}: ${reply.body}`)
  return reply
}
