import { describe, expect, expectTypeOf, it } from 'vitest'
import { commandSchema, type Command } from './command.ts'
import { defaultSettings } from './default-settings.ts'
import { gameIdSchema, joinCodeSchema, type GameId, type PlayerId } from './ids.ts'
import {
  createGameInputSchema,
  joinGameInputSchema,
  playInputSchema,
  watchGameInputSchema,
} from './procedures.ts'
import { rejectionSchema } from './rejection.ts'
import { settingsSchema, type Timer } from './settings.ts'

const gameId = 'abcdefghijklmnopqrstuv'

describe('ids', () => {
  it('are branded, so that one kind is never taken for another', () => {
    expectTypeOf<GameId>().not.toEqualTypeOf<PlayerId>()
    expectTypeOf<string>().not.toExtend<GameId>()
  })

  it.each(['', 'short', 'x'.repeat(23), 'abcdefghijklmnopqrstu!', '../../../../etc/passwd', null])(
    '%j is no game id',
    (value) => {
      expect(gameIdSchema.safeParse(value).success).toBe(false)
    },
  )
})

describe('a join code', () => {
  it.each(['K7MQ24XD', 'k7mq24xd', 'K7MQ-24XD', ' k7mq 24xd '])('may be typed as %j', (typed) => {
    expect(joinCodeSchema.parse(typed)).toBe('K7MQ24XD')
  })

  it.each(['K7MQ24X', 'K7MQ24XDD', 'K7MQ24X0', 'K7MQ24XI', '', 'x'.repeat(65)])(
    'is not %j',
    (typed) => {
      expect(joinCodeSchema.safeParse(typed).success).toBe(false)
    },
  )
})

describe('a command', () => {
  const commands: Command[] = [
    { type: 'takeSeat', team: 'red', role: 'spymaster' },
    { type: 'giveClue', word: 'harbour', count: 3, targets: [0, 24] },
    { type: 'giveClue', word: 'harbour', count: 'unlimited' },
    { type: 'guess', card: 24, turn: 1 },
    { type: 'endTurn', turn: 2 },
    { type: 'muteAll' },
    { type: 'changeSettings', settings: { straightFace: true, teamTalk: true } },
    { type: 'changeSettings', settings: { timer: { ...defaultSettings.timer, mode: 'hard' } } },
    { type: 'changeSettings', settings: {} },
  ]
  it.each(commands)('$type is taken as it is', (command) => {
    expect(commandSchema.parse(command)).toEqual(command)
  })

  it.each([
    ['of an unknown type', { type: 'revealAll' }],
    ['that says who asks', { type: 'leaveSeat', playerId: 'p'.repeat(22) }],
    ['for a third team', { type: 'takeSeat', team: 'green', role: 'operative' }],
    ['for card 25', { type: 'guess', card: 25, turn: 1 }],
    ['for card -1', { type: 'guess', card: -1, turn: 1 }],
    ['for half a card', { type: 'guess', card: 1.5, turn: 1 }],
    ['without its turn', { type: 'guess', card: 1 }],
    ['with a count of 10', { type: 'giveClue', word: 'harbour', count: 10 }],
    ['with a count of -1', { type: 'giveClue', word: 'harbour', count: -1 }],
    ['with a count as text', { type: 'giveClue', word: 'harbour', count: '3' }],
    ['with a huge clue', { type: 'giveClue', word: 'x'.repeat(257), count: 1 }],
    ['with a setting that nobody knows', { type: 'changeSettings', settings: { lives: 9 } }],
  ])('%s is refused', (_, command) => {
    expect(commandSchema.safeParse(command).success).toBe(false)
  })

  it('needs an id of its own', () => {
    const play = { gameId, commandId: 'c'.repeat(16), command: { type: 'leaveSeat' } }
    expect(playInputSchema.safeParse(play).success).toBe(true)
    expect(playInputSchema.safeParse({ ...play, commandId: 'short' }).success).toBe(false)
    expect(playInputSchema.safeParse({ ...play, as: 'host' }).success).toBe(false)
  })
})

const timerWith = (change: Partial<Timer>) => ({
  ...defaultSettings,
  timer: { ...defaultSettings.timer, ...change },
})

describe('settings', () => {
  it('have defaults that are valid', () => {
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings)
  })

  const words = Array.from({ length: 25 }, (_, i) => `WORD${i}`)
  it.each([
    ['24 custom words', { packs: [], custom: words.slice(1) }],
    ['a custom word twice', { packs: [], custom: [...words, 'word3'] }],
    [
      'custom words too long to send',
      {
        packs: [],
        custom: words
          .map((word) => word.padEnd(24, 'X'))
          .concat(Array.from({ length: 150 }, (_, i) => `LONG${i}`.padEnd(24, 'Y'))),
      },
    ],
    ['no words at all', { packs: [], custom: [] }],
    ['an unknown pack', { packs: ['xx'], custom: [] }],
  ])('refuse %s', (_, change) => {
    expect(settingsSchema.safeParse({ ...defaultSettings, words: change }).success).toBe(false)
  })

  it.each([15, 16, 599, 600])('[T1] let a turn take %d seconds', (seconds) => {
    for (const limit of ['clueSeconds', 'guessSeconds'] as const)
      expect(settingsSchema.safeParse(timerWith({ [limit]: seconds })).success).toBe(true)
  })

  it.each([14, 601, 0, -15, 15.5, Infinity, NaN])('[T1] let no turn take %d seconds', (seconds) => {
    for (const limit of ['clueSeconds', 'guessSeconds'] as const)
      expect(settingsSchema.safeParse(timerWith({ [limit]: seconds })).success).toBe(false)
  })

  it('take 25 custom words alone', () => {
    const alone = { packs: [], custom: words }
    expect(settingsSchema.parse({ ...defaultSettings, words: alone }).words).toEqual(alone)
  })
})

describe('the procedures’ inputs', () => {
  it('createGame takes two names, and settings if there are any', () => {
    const input = createGameInputSchema.parse({ gameName: ' Thursday ', playerName: 'Ada' })
    expect(input).toEqual({ gameName: 'Thursday', playerName: 'Ada' })
  })

  it('joinGame takes an id or a code, not both and not neither', () => {
    const byId = { gameId, playerName: 'Bob' }
    const byCode = { joinCode: 'k7mq-24xd', playerName: 'Bob' }
    expect(joinGameInputSchema.parse(byId)).toEqual(byId)
    expect(joinGameInputSchema.parse(byCode)).toEqual({ ...byCode, joinCode: 'K7MQ24XD' })
    expect(joinGameInputSchema.safeParse({ ...byId, ...byCode }).success).toBe(false)
    expect(joinGameInputSchema.safeParse({ playerName: 'Bob' }).success).toBe(false)
  })

  it('watchGame resumes at a number only', () => {
    expect(watchGameInputSchema.parse({ gameId, lastEventId: '12' }).lastEventId).toBe('12')
    expect(watchGameInputSchema.safeParse({ gameId, lastEventId: '-1' }).success).toBe(false)
    expect(watchGameInputSchema.safeParse({ gameId, lastEventId: '1e9' }).success).toBe(false)
  })
})

it('a rejection is in the list once', () => {
  expect(new Set(rejectionSchema.options).size).toBe(rejectionSchema.options.length)
})
