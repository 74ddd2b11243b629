import type { EventStore } from '@wordfare/event-store'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { CommandRejected } from './game/game-errors.ts'
import type { GameService } from './game/game-service.ts'
import { toWire } from './trpc/errors.ts'

/** What the server counts. No label names a game, a person or a word. */
export interface ServerMetrics {
  readonly registry: Registry
  /** The same store; how long its appends take is measured, and the turns that they end for want of time are counted. */
  measured(store: EventStore): EventStore
  /** The same service; what it is told to do is counted by how that ends. */
  counted(games: GameService): GameService
  /** `look` is called whenever the metrics are read. */
  watch(look: () => Present): void
}

/** What there is at this server at the moment. */
export interface Present {
  readonly games: number
  readonly players: number
  readonly watchers: number
  readonly sockets: number
  readonly callsPending: number
  readonly peerCallParticipants: number
  /** Events times those who watched when they came, since the server started. */
  readonly deliveries: number
}

/** From a disk that is fast to a Redis whose replicas are far away. */
const APPEND_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export function createServerMetrics(): ServerMetrics {
  const registry = new Registry()
  const registers = [registry]
  const count = createCommandTally(registry)
  const appendSeconds = new Histogram({
    name: 'wordfare_append_seconds',
    help: 'How long the store took for an append that it accepted',
    buckets: APPEND_SECONDS,
    registers,
  })
  const turnExpiries = new Counter({
    name: 'wordfare_turn_expiries_total',
    help: 'Turns that were ended because their time was up, by this server',
    registers,
  })

  return {
    registry,

    measured: (store) => ({
      ...store,
      async append(gameId, expected, append) {
        const startedAtMs = performance.now()
        const version = await store.append(gameId, expected, append)
        appendSeconds.observe((performance.now() - startedAtMs) / 1000)
        for (const event of append.events) {
          if (event.type === 'TurnEnded' && event.reason === 'out-of-time') turnExpiries.inc()
        }
        return version
      },
    }),

    counted: (games) => ({
      ...games,
      create: (wish) => count('createGame', games.create(wish)),
      execute: (gameId, by, command, commandId) =>
        count(command.type, games.execute(gameId, by, command, commandId)),
    }),

    watch(look) {
      const gauge = (name: string, help: string, read: (present: Present) => number): void => {
        const one: Gauge = new Gauge({
          name,
          help,
          registers,
          collect: () => one.set(read(look())),
        })
      }
      gauge('wordfare_games_in_memory', 'Games whose state is in memory', ({ games }) => games)
      gauge(
        'wordfare_players_online',
        'Players, game by game, whose browsers watch through this server',
        ({ players }) => players,
      )
      gauge('wordfare_watchers', 'Streams that watch a game', ({ watchers }) => watchers)
      gauge('wordfare_sockets', 'Open WebSockets', ({ sockets }) => sockets)
      gauge(
        'wordfare_calls_pending',
        'Games whose room is being sought',
        ({ callsPending }) => callsPending,
      )
      gauge(
        'wordfare_peer_call_participants',
        'People in calls between browsers whose line is with this server',
        ({ peerCallParticipants }) => peerCallParticipants,
      )
      const deliveries: Counter = new Counter({
        name: 'wordfare_deliveries_total',
        help: 'Events times those who watched when they came',
        registers,
        collect() {
          deliveries.reset()
          deliveries.inc(look().deliveries)
        },
      })
    },
  }
}

/** Counts in plain numbers, on the way of every move; they become text only when somebody reads them. */
function createCommandTally(
  registry: Registry,
): <T>(type: string, command: Promise<T>) => Promise<T> {
  const tally = new Map<string, Map<string, number>>()
  const counter: Counter = new Counter({
    name: 'wordfare_commands_total',
    help: 'Commands by how they ended: ok, the reason why the rules refused, or the code of an error',
    labelNames: ['type', 'outcome'],
    registers: [registry],
    collect() {
      counter.reset()
      for (const [type, outcomes] of tally) {
        for (const [outcome, times] of outcomes) counter.inc({ type, outcome }, times)
      }
    },
  })

  function add(type: string, outcome: string): void {
    const outcomes = tally.get(type) ?? new Map<string, number>()
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    tally.set(type, outcomes)
  }

  return (type, command) => {
    command.then(
      () => add(type, 'ok'),
      (error: unknown) => add(type, outcomeOf(error)),
    )
    return command
  }
}

const outcomeOf = (error: unknown): string =>
  error instanceof CommandRejected ? error.reason : toWire(error).code
