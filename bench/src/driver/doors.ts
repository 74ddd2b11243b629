import { setTimeout as delay } from 'node:timers/promises'
import type { HttpConnection, Reply } from './http-connection.ts'

/** Too often; or too many others did something at the same game at the same time. */
const REFUSED_FOR_NOW: readonly number[] = [429, 409]
/** How long to wait when the server lets nobody in just now. */
const PATIENCE_MS = 250

/** Somebody who is at a game. */
export interface Guest {
  readonly cookie: string
  /** Where they come from, as a proxy in front of the server would say. */
  readonly address: string
}

let guests = 0

/** Another address for everybody, so that what the server allows one address is no bound on the crowd. */
function nextAddress(): string {
  guests++
  return `10.${(guests >> 16) & 255}.${(guests >> 8) & 255}.${guests & 255}`
}

/** A request that makes a game, by somebody new. */
export const createGame = (http: HttpConnection, address = nextAddress()): Promise<Reply> =>
  http.post('/trpc/createGame', '{"gameName":"A night at the desk","playerName":"Ada"}', {
    'x-forwarded-for': address,
  })

/** A request that joins a game, by somebody new. */
export const joinGame = (
  http: HttpConnection,
  gameId: string,
  address = nextAddress(),
): Promise<Reply> =>
  http.post('/trpc/joinGame', `{"gameId":"${gameId}","playerName":"Bob"}`, {
    'x-forwarded-for': address,
  })

/** The id of the game that was made. */
export const gameIdIn = ({ body }: Reply): string => /"gameId":"([\w-]+)"/.exec(body)?.[1] ?? ''

export const isRefusedForNow = ({ status }: Reply): boolean => REFUSED_FOR_NOW.includes(status)

/** A game with so many people at it. Waits for as long as the server allows no more. */
export async function gatherAtGame(
  http: HttpConnection,
  people: number,
): Promise<{ readonly gameId: string; readonly guests: readonly Guest[] }> {
  let hostAddress = ''
  const created = await patiently(() => {
    // A new one each time: what is refused counts, for a minute, against the address.
    hostAddress = nextAddress()
    return createGame(http, hostAddress)
  })
  const gameId = gameIdIn(created)
  const host = { cookie: cookieIn(created), address: hostAddress }
  const others: Guest[] = []
  while (others.length < people - 1) {
    const address = nextAddress()
    const joined = await patiently(() => joinGame(http, gameId, address))
    others.push({ cookie: cookieIn(joined), address })
  }
  return { gameId, guests: [host, ...others] }
}

/** Asks again for as long as it is refused for now. */
async function patiently(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await ask()
    if (!isRefusedForNow(reply)) return reply
    await delay(PATIENCE_MS)
  }
}

function cookieIn({ status, cookie, body }: Reply): string {
  if (cookie === null) throw new Error(`nobody was let in: ${status} ${body}`)
  return cookie
}
