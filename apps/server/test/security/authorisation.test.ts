import {
  commandIdSchema,
  commandSchema,
  gameIdSchema,
  gameNameSchema,
  playerIdSchema,
  playerNameSchema,
  type Command,
  type GameId,
  type PlayerId,
  type Role,
  type Team,
} from '@wordfare/contracts'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import type { GameCommand, GameEvent } from '@wordfare/game'
import { beforeAll, describe, expect, it } from 'vitest'
import { openProcedures } from './procedures.ts'

const ROLES = [
  'nobody',
  'stranger',
  'removed',
  'host',
  'spectator',
  'activeSpymaster',
  'activeOperative',
  'otherSpymaster',
  'otherOperative',
] as const
type Who = (typeof ROLES)[number]

const PHASES = ['seating', 'clue', 'guess', 'over'] as const
type Phase = (typeof PHASES)[number]

/** `nobody` has no session. The host has no seat. */
const idOf = (who: Who): PlayerId | null =>
  who === 'nobody' ? null : playerIdSchema.parse(who.padEnd(22, '_').slice(0, 22))

const atTheTable: readonly Who[] = ROLES.slice(ROLES.indexOf('host'))
const seated: readonly Who[] = ROLES.slice(ROLES.indexOf('activeSpymaster'))
const gallery: readonly Who[] = ['host', 'spectator']

/** A game in a phase. */
interface Scene {
  readonly gameId: GameId
  readonly log: readonly GameEvent[]
  readonly team: Team
  /** A card of the active team that is not covered; any card before there is a key. */
  readonly card: number
}

/** Everybody at their place, and the game brought to the phase by its rules. */
async function scene(phase: Phase): Promise<Scene> {
  const store = createMemoryEventStore()
  const { games } = openProcedures(store)
  const host = playerIdSchema.parse(idOf('host'))
  const { gameId } = await games.create({
    gameName: gameNameSchema.parse('A night at the desk'),
    playerName: playerNameSchema.parse('Ada'),
    settings: {},
    playerIdAt: () => host,
  })
  const by = (who: Who, command: GameCommand) => games.execute(gameId, idOf(who), command)
  for (const who of ['removed', 'spectator', ...seated] as const) {
    const playerId = playerIdSchema.parse(idOf(who))
    await by(who, { type: 'joinGame', playerId, playerName: playerNameSchema.parse(who) })
  }
  await by('host', { type: 'removePlayer', playerId: playerIdSchema.parse(idOf('removed')) })

  const sit = async (active: Team): Promise<void> => {
    const other = active === 'red' ? 'blue' : 'red'
    const seats: readonly (readonly [Who, Team, Role])[] = [
      ['activeSpymaster', active, 'spymaster'],
      ['activeOperative', active, 'operative'],
      ['otherSpymaster', other, 'spymaster'],
      ['otherOperative', other, 'operative'],
    ]
    for (const [who, team, role] of seats) await by(who, { type: 'takeSeat', team, role })
  }
  await sit('red')
  if (phase !== 'seating') await by('activeSpymaster', { type: 'startRound' })
  const state = await games.stateOf(gameId)
  const log = async (): Promise<GameEvent[]> => (await store.read(gameId)).map(({ event }) => event)
  if (state.phase === 'seating') return { gameId, log: await log(), team: 'red', card: 0 }
  // Which team starts is drawn; the other one gets the names of the active one then.
  if (state.turn?.team === 'blue') return scene(phase)

  const cardsOf = (kind: string): number[] =>
    state.cards.flatMap((one, index) => (one.kind === kind ? [index] : []))
  const [first = 0, card = 0] = cardsOf('red')
  const [assassin = 0] = cardsOf('assassin')
  if (phase !== 'clue') {
    await by('activeSpymaster', { type: 'giveClue', word: 'zyxqa', count: 'unlimited' })
    await by('activeOperative', { type: 'guess', card: first, turn: 1 })
  }
  if (phase === 'over') await by('activeOperative', { type: 'guess', card: assassin, turn: 1 })
  return { gameId, log: await log(), team: 'red', card }
}

/** For each command: as it is asked for, and who may have it, when. All else is refused. */
type Permission = readonly [Command, Partial<Record<Phase, readonly Who[]>>]
const always = (who: readonly Who[]) => ({ seating: who, clue: who, guess: who, over: who })
const between = (who: readonly Who[]) => ({ seating: who, over: who })
const during = (who: readonly Who[]) => ({ clue: who, guess: who })

const permissions = ({ team, card }: Scene): { readonly [T in Command['type']]: Permission } => {
  const spectator = playerIdSchema.parse(idOf('spectator'))
  const others = atTheTable.filter((who) => who !== 'activeOperative')
  return {
    takeSeat: [
      { type: 'takeSeat', team, role: 'operative' },
      { ...between(others), ...during(gallery) },
    ],
    leaveSeat: [{ type: 'leaveSeat' }, always(seated)],
    shuffleTeams: [{ type: 'shuffleTeams' }, between(atTheTable)],
    changeSettings: [
      { type: 'changeSettings', settings: { visibility: 'listed' } },
      between(['host']),
    ],
    startRound: [{ type: 'startRound' }, between(seated)],
    giveClue: [{ type: 'giveClue', word: 'zyxqb', count: 1 }, { clue: ['activeSpymaster'] }],
    mark: [{ type: 'mark', card }, { guess: ['activeOperative'] }],
    guess: [{ type: 'guess', card, turn: 1 }, { guess: ['activeOperative'] }],
    endTurn: [{ type: 'endTurn', turn: 1 }, { guess: ['activeOperative'] }],
    seeKey: [{ type: 'seeKey' }, during(gallery)],
    rename: [{ type: 'rename', name: playerNameSchema.parse('Zoe') }, always(atTheTable)],
    makeHost: [{ type: 'makeHost', playerId: spectator }, always(['host'])],
    removePlayer: [{ type: 'removePlayer', playerId: spectator }, always(['host'])],
    muteAll: [{ type: 'muteAll' }, always(['host'])],
    leaveGame: [{ type: 'leaveGame' }, always(atTheTable)],
  }
}

const commandId = commandIdSchema.parse('command-1')

/** Whether this one may do that there; on a game of its own. */
async function succeeds({ gameId, log }: Scene, who: Who, command: Command): Promise<boolean> {
  const store = createMemoryEventStore()
  const index = { joinCode: null, listed: null, expiresAtMs: Number.MAX_SAFE_INTEGER }
  const before = await store.append(gameId, 0, { events: log, cause: null, index })
  const call = openProcedures(store).as(idOf(who)).play({ gameId, commandId, command })
  const [outcome] = await Promise.allSettled([call])
  const isDone = outcome.status === 'fulfilled'
  // What was refused has left no trace; what was done has.
  expect((await store.read(gameId, before)).length > 0).toBe(isDone)
  return isDone
}

describe.each(PHASES)('[B17] in the phase %s', (phase) => {
  let now: Scene
  beforeAll(async () => {
    now = await scene(phase)
  })

  it.each(commandSchema.options.map(({ shape }) => shape.type.value))(
    '%s is for those who may, and for nobody else',
    async (type) => {
      const [command, allowed] = permissions(now)[type]
      const done: Who[] = []
      for (const who of ROLES) if (await succeeds(now, who, command)) done.push(who)
      expect(done).toEqual(allowed[phase] ?? [])
    },
  )
})

describe('[B17] the input', () => {
  it('of no command says who is asking', () => {
    for (const { shape } of commandSchema.options) {
      const named = Object.keys(shape).filter((key) => /player|by|session/i.test(key))
      const isAboutSomebody = ['makeHost', 'removePlayer'].includes(shape.type.value)
      expect([shape.type.value, named]).toEqual([
        shape.type.value,
        isAboutSomebody ? ['playerId'] : [],
      ])
    }
  })

  it('may not name one game and mean another', () => {
    expect(gameIdSchema.safeParse(['A'.repeat(22)]).success).toBe(false)
    expect(gameIdSchema.safeParse(`${'A'.repeat(22)},${'B'.repeat(22)}`).success).toBe(false)
  })
})
