import { once } from 'node:events'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { EventStore } from '@wordfare/event-store'
import { audienceOf, evolve, initialState, type GameEvent, type GameState } from '@wordfare/game'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import type { GameId, JoinCode } from '@wordfare/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { createGameWorld } from '../../src/game/game-world.ts'
import { newAddress, openBrowser, type Browser } from '../browser.ts'
import { createDice } from '../chaos/dice.ts'
import { chaosSeed } from '../chaos/env.ts'
import { playOn } from '../chaos/hammering.ts'
import { call, openSocket } from '../raw-socket.ts'
import { errorOf } from '../refusal.ts'
import { opening } from '../random-game.ts'
import { createGame, joinGame, type Command } from '../table.ts'
import { ORIGIN, startServer, type TestServer } from '../test-server.ts'
import { textOf } from '../text-of.ts'
import { whileItIsOn, withOtherKey } from './with-other-key.ts'

const GAMES = 60
const DEEDS_MAX = 12
/** Four in their seats, one who looks on, one at another table, and one at none. */
const PEOPLE = 5
const ELSEWHERE = PEOPLE
const STRANGER = PEOPLE + 1

/** How the people of these tests come to a server: each with their own session, the last of them with none. */
type Cookie = string | null

/** By these clocks nobody ever sends too much, and two servers tell the same time. */
const patientWorld = () => {
  let nowMs = 1_800_000_000_000
  return { ...createGameWorld(), now: () => (nowMs += 1_000) }
}
const parts = (store: EventStore) => ({
  store,
  switchboard: { ...createMemorySwitchboard(), spend: async () => 0 },
})

const store = createMemoryEventStore()
const stores = [createMemoryEventStore(), createMemoryEventStore()] as const
let playground: TestServer
let worlds: readonly TestServer[]
let browsers: readonly Browser[]
beforeAll(async () => {
  playground = await startServer({ ...parts(store), world: patientWorld() })
  worlds = await Promise.all(
    stores.map((each) =>
      startServer({
        ...parts(each),
        world: { ...createGameWorld(), now: () => 1_800_000_000_000, random: () => 0.5 },
      }),
    ),
  )
  browsers = Array.from({ length: STRANGER + 1 }, () => openBrowser(playground))
  for (const browser of browsers) await browser.request('/session', { method: 'POST' })
  await createGame(browsers[ELSEWHERE]!, 'Eve')
})
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()))
  await Promise.all([playground, ...worlds].map((server) => server[Symbol.asyncDispose]()))
})

/** A game that was played over the wire, some of them in a second round; and the keys of its players. */
async function playGame(roll: ReturnType<typeof createDice>) {
  const people = browsers.slice(0, PEOPLE)
  const { gameId, joinCode } = await createGame(people[0]!, 'Player 0')
  for (const [index, browser] of people.entries()) {
    if (index > 0) await joinGame(browser, gameId, `Player ${index}`)
  }
  const attempt = async (by: number, command: Command): Promise<void> => {
    const [outcome] = await Promise.allSettled([playOn(people[by]!, gameId, command)])
    if (outcome.status === 'rejected') await errorOf(Promise.reject(outcome.reason))
  }
  for (const { by, command } of opening) await attempt(by, command)
  const stateNow = async (): Promise<GameState> =>
    eventsOf(await store.read(gameId)).reduce(evolve, initialState)

  const isSecond = roll(2) === 1
  for (let deed = 0; deed < DEEDS_MAX; deed++) {
    const state = await stateNow()
    if (state.phase === 'seating') throw new Error('a round was started')
    if (state.phase === 'over') {
      await attempt(0, { type: 'startRound' })
      continue
    }
    const [spymaster, operative] = state.turn.team === 'red' ? [0, 1] : [2, 3]
    if (state.phase === 'clue') {
      const word = `zyxq${String.fromCharCode(96 + state.turn.number)}`
      await attempt(spymaster, { type: 'giveClue', word, count: 'unlimited' })
      continue
    }
    const assassin = state.cards.findIndex(({ kind }) => kind === 'assassin')
    const card = isSecond && state.round === 1 ? assassin : roll(25) - 1
    await attempt(operative, { type: 'guess', card, turn: state.turn.number })
  }
  return { gameId, joinCode, log: whileItIsOn(eventsOf(await store.read(gameId))) }
}

const eventsOf = (log: readonly { readonly event: GameEvent }[]): readonly GameEvent[] =>
  log.map(({ event }) => event)

async function put(
  into: EventStore,
  gameId: GameId,
  joinCode: JoinCode,
  log: readonly GameEvent[],
) {
  const index = { joinCode, listed: null, expiresAtMs: Number.MAX_SAFE_INTEGER }
  await into.append(gameId, 0, { events: log, cause: null, index })
}

const noLook = (): void => {}

/** What comes of a subscription by itself ends with a view, or with who is here. */
const isLastOfItself = (frame: string) => /"type":"(view|presence)"/.test(frame)

/** Every frame that somebody gets who asks these things one after the other. The caller ends the socket. */
async function framesOf(server: TestServer, gameId: GameId, cookie: Cookie, last: number) {
  const socket = openSocket(server, { origin: ORIGIN, headers: { ...(cookie && { cookie }) } })
  const frames: string[] = []
  let look = noLook
  socket.on('message', (data) => {
    frames.push(textOf(data))
    look()
  })
  const until = (isSo: (frame: string) => boolean, from: number): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (frames.slice(from).some(isSo)) resolve()
      }
      look()
    })
  await once(socket, 'open')
  let id = 0
  const ask = async (path: string, method: string, input: unknown): Promise<void> => {
    const from = frames.length
    id += 1
    socket.send(JSON.stringify(call(id, path, method, input)))
    if (method !== 'subscription') return until((frame) => frame.includes(`"id":${id},`), from)
    await until(isLastOfItself, from)
    socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
    return until((frame) => frame.includes('"type":"stopped"'), from)
  }
  await ask('watchGame', 'subscription', { gameId })
  for (const lastEventId of ['1', String(last - 1), String(last), '999999']) {
    await ask('watchGame', 'subscription', { gameId, lastEventId })
  }
  for (const round of [1, 2]) await ask('replay', 'query', { gameId, round })
  await ask('checkClue', 'query', { gameId, word: 'harbour' })
  const deeds: readonly Command[] = [
    { type: 'giveClue', word: 'zyxqd', count: 1, targets: [3] },
    { type: 'guess', card: 7, turn: 99 },
    { type: 'startRound' },
  ]
  for (const [index, command] of deeds.entries()) {
    await ask('play', 'mutation', { gameId, commandId: `command-${index}`, command })
  }
  return { frames, socket }
}

/** What is answered over HTTP, status and headers and all. */
async function answersOf(server: TestServer, gameId: GameId, cookie: Cookie): Promise<string[]> {
  const from = { 'x-forwarded-for': newAddress(), origin: ORIGIN, ...(cookie && { cookie }) }
  const answers: string[] = []
  for (const [path, input] of [
    ['replay', { gameId, round: 1 }],
    ['callTicket', { gameId }],
  ] as const) {
    const isQuery = path === 'replay'
    const query = isQuery ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
    const answer = await fetch(`${server.url}/trpc/${path}${query}`, {
      headers: { ...from, 'content-type': 'application/json' },
      ...(!isQuery && { method: 'POST', body: JSON.stringify(input) }),
    })
    const headers = [...answer.headers].filter(([name]) => name !== 'date')
    answers.push(JSON.stringify([answer.status, headers, await answer.text()]))
  }
  return answers
}

it(`[B14] two keys look the same over the wire, byte for byte, in ${GAMES} games (CHAOS_SEED=${chaosSeed})`, async () => {
  const roll = createDice(chaosSeed)
  const cookies = browsers.map((browser) => browser.cookie())
  let compared = 0
  const differing: GameId[] = []
  let seconds = 0
  for (let game = 0; game < GAMES; game++) {
    const { gameId, joinCode, log } = await playGame(roll)
    const other = withOtherKey(log, roll(20))
    await put(stores[0], gameId, joinCode, log)
    await put(stores[1], gameId, joinCode, other)
    if (JSON.stringify(other) !== JSON.stringify(log)) differing.push(gameId)
    const state = log.reduce(evolve, initialState)
    if (state.rounds.length > 0) seconds += 1
    const seers = state.players.map(({ playerId }) => audienceOf(state, playerId).seesKey)
    const blind: Cookie[] = [...cookies.filter((_, person) => !seers[person]), null]
    expect(blind).toHaveLength(cookies.length - 2 + 1)
    const sockets: WebSocket[] = []
    for (const cookie of blind) {
      const [here, there] = await Promise.all(
        worlds.map(async (server) => {
          const { frames, socket } = await framesOf(server, gameId, cookie, log.length)
          sockets.push(socket)
          return [...frames, ...(await answersOf(server, gameId, cookie))]
        }),
      )
      expect(there).toEqual(here)
      compared += here!.length
    }
    for (const socket of sockets) socket.terminate()
  }
  expect(differing.length).toBeGreaterThan(GAMES / 2)
  expect(seconds).toBeGreaterThan(0)
  // The comparison sees what it looks for.
  const [any] = differing
  const seen = await Promise.all(worlds.map((server) => framesOf(server, any!, cookies[0]!, 1)))
  expect(seen[0]!.frames).not.toEqual(seen[1]!.frames)
  for (const { socket } of seen) socket.terminate()
  console.log(
    `${compared} frames and answers of ${GAMES} games, ${seconds} of them in a second round, are the same`,
  )
}, 120_000)
