import type { GameId, PlayerId } from '@wordfare/contracts'
import type { EventStore, StoredEvent } from '@wordfare/event-store'
import {
  audienceOf,
  decide,
  evolve,
  initialState,
  viewFor,
  type GameCommand,
  type GameEvent,
  type GameState,
} from '@wordfare/game'
import { createMemorySwitchboard } from '@wordfare/switchboard/memory'
import { expect } from 'vitest'
import { createGameWorld } from '../../src/game/game-world.ts'
import { createScrub } from '../../src/log.ts'
import { openBrowser, type Browser } from '../browser.ts'
import { opening } from '../random-game.ts'
import { errorOf } from '../refusal.ts'
import { createGame, joinGame, newCommandId } from '../table.ts'
import { startServer, type TestServer } from '../test-server.ts'
import { watch, type Watching } from '../watching.ts'
import { playOn, untilAnswered } from './hammering.ts'
import { expectWhole } from './whole-stream.ts'
import type { Act, Deed } from './wish.ts'

/** Four in their seats, and one who comes late. */
export const PEOPLE = 5
const LATECOMER = PEOPLE - 1
const world = createGameWorld()

export const JOIN = 'joinGame'
/** Joining is answered without a number. */
export const JOINED = 'joined'
/** The number that a deed is answered with, or the reason for which it is refused. */
export type Outcome = number | string

/** What should be so: the rules themselves, beside the server. */
export interface Model {
  state: GameState
  version: number
  /** What was asked for before, by its id. */
  readonly asked: { readonly act: Act; readonly commandId: string }[]
  /** How lots are drawn at this table, now as ever. */
  readonly lot: number
}

/** The servers, and the people at one of their tables. */
export interface Real {
  readonly servers: Servers
  readonly gameId: GameId
  readonly browsers: readonly Browser[]
  readonly ids: readonly PlayerId[]
  readonly watchings: readonly Watching[]
}

/** Servers on the same store, each of which may be followed by another one. */
export interface Servers extends AsyncDisposable {
  readonly store: EventStore
  /** How the servers draw lots from now on. */
  drawLots(lot: number): void
  /** The server that somebody is at. */
  of(person: number): TestServer
  /** Ends the server that somebody is at, and starts the next one in its place. */
  restart(person: number): Promise<void>
}

/** `store` is for looking into, `served` is the same one for the servers. */
export async function startServers(
  count: number,
  store: EventStore,
  served: EventStore = store,
): Promise<Servers> {
  let nowMs = Date.now()
  let lot = 0
  const start = () =>
    startServer({
      store: { ...served, close: async () => {} },
      // So many games in so short a time are not what the rates are for.
      switchboard: { ...createMemorySwitchboard(), spend: async () => 0 },
      // By this clock nobody ever sends too much.
      world: { ...world, now: () => (nowMs += 1_000), random: () => lot },
      log: { level: 'silent', scrub: createScrub() },
    })
  const servers = await Promise.all(Array.from({ length: count }, start))
  return {
    store,
    drawLots(next) {
      lot = next
    },
    of: (person) => servers[person % count]!,
    async restart(person) {
      await servers[person % count]![Symbol.asyncDispose]()
      servers[person % count] = await start()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
    },
  }
}

/** What the rules make of a deed at a table: what comes of it, or why not. */
export function ruled(
  { state, lot }: Pick<Model, 'state' | 'lot'>,
  { by, deed }: Act,
  ids: Real['ids'],
) {
  return decide(state, asRule(deed, ids[by]!, by), {
    by: ids[by]!,
    nowMs: 0,
    random: () => lot,
    get wordPool() {
      return world.wordPool(state.settings.words)
    },
    lexicon: world.lexicon,
  })
}

const nameOf = (person: number) => `Player ${person}`

function asRule(deed: Deed, playerId: PlayerId, person: number): GameCommand {
  if (deed.type === JOIN) return { type: JOIN, playerId, playerName: nameOf(person) }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the brands alone differ
  return deed as GameCommand
}

/** Events but for the time, which is the server's own. */
export const timeless = (events: readonly GameEvent[]) =>
  events.map((event) => ({ ...event, atMs: 0 }))

export const eventsIn = (log: readonly StoredEvent[]) => log.map(({ event }) => event)

/** Does it over the wire, however often the line fails meanwhile. */
export async function outcomeOf(
  { browsers, gameId }: Real,
  { by, deed }: Act,
  commandId: string,
): Promise<Outcome> {
  const browser = browsers[by]!
  const [result] = await Promise.allSettled([
    deed.type === JOIN
      ? untilAnswered(() => joinGame(browser, gameId, nameOf(by))).then(() => JOINED)
      : playOn(browser, gameId, deed, { commandId }).then(({ seq }) => seq),
  ])
  if (result.status === 'fulfilled') return result.value
  const { rejection } = await errorOf(Promise.reject(result.reason))
  if (rejection === null) throw result.reason
  return rejection
}

/** Does something, and expects the very events and the very answer that the rules foretell. */
export async function expectForetold(
  model: Model,
  real: Real,
  act: Act,
  commandId = newCommandId(),
): Promise<Outcome> {
  const decision = ruled(model, act, real.ids)
  const outcome = await outcomeOf(real, act, commandId)
  const news = await real.servers.store.read(real.gameId, model.version)
  expect(timeless(eventsIn(news))).toEqual(decision.ok ? timeless(decision.events) : [])
  model.state = eventsIn(news).reduce(evolve, model.state)
  model.version += news.length
  const answer = act.deed.type === JOIN ? JOINED : model.version
  expect(outcome).toBe(decision.ok ? answer : decision.reason)
  model.asked.push({ act, commandId })
  return outcome
}

/** What was carried out is answered as it was; what was refused, or changed nothing, is asked anew. */
export async function expectSameAnswer(
  model: Model,
  real: Real,
  { act, commandId }: Model['asked'][number],
): Promise<Outcome> {
  const log = await real.servers.store.read(real.gameId)
  const done = log.findLast(({ cause }) => cause === `${real.ids[act.by]}:${commandId}`)
  if (!done) return expectForetold(model, real, act, commandId)
  const outcome = await outcomeOf(real, act, commandId)
  expect(outcome).toBe(done.seq)
  expect(await real.servers.store.read(real.gameId)).toHaveLength(model.version)
  return outcome
}

/** Whoever watches comes to see what the rules say that they see, and has missed nothing on the way. */
export async function expectSeesPresent(
  { state, version }: Pick<Model, 'state' | 'version'>,
  { ids, watchings }: Real,
  who: number,
) {
  const watching = watchings[who]!
  await watching.untilReceived(({ id }) => Number(id) === version)
  const audience = audienceOf(state, ids[who]!)
  const view = await watching.until(({ you }) => (you?.playerId ?? null) === audience.playerId)
  const online = new Set(
    ids.filter((id) => view.players.some((p) => p.isOnline && p.playerId === id)),
  )
  expect(view).toEqual(viewFor(state, audience, online))
  expectWhole(watching.received)
}

export const openBrowsers = (servers: Servers): Browser[] =>
  Array.from({ length: PEOPLE }, (_, person) => openBrowser(servers.of(person)))

/** A table at which a round is on, as the rules foretold it. */
export async function openTable(
  servers: Servers,
  browsers: readonly Browser[],
  lot: number,
): Promise<{ model: Model; real: Real }> {
  servers.drawLots(lot)
  const { gameId, playerId } = await createGame(browsers[0]!, nameOf(0))
  const ids = [playerId]
  for (const [person, browser] of browsers.entries()) {
    if (person > 0) ids.push(await joinGame(browser, gameId, nameOf(person)))
  }
  const watchings: Watching[] = []
  const real = { servers, gameId, browsers, ids, watchings }
  const log = await servers.store.read(gameId)
  const state = eventsIn(log).reduce(evolve, initialState)
  const model = { state, version: log.length, asked: [], lot }
  await expectForetold(model, real, { by: LATECOMER, deed: { type: 'leaveGame' } })
  for (const { by, command } of opening) await expectForetold(model, real, { by, deed: command })
  for (const browser of browsers) watchings.push(await watch(browser, gameId, { again: true }))
  return { model, real }
}

/** Nothing of a run stays behind for the others. */
export async function leaveTable({ browsers, watchings, servers }: Real) {
  for (const watching of watchings) watching.stop()
  for (const { frames } of browsers) frames.splice(0)
  await servers.store.expire(Number.MAX_SAFE_INTEGER)
}
