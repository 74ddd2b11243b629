import { fc, test } from '@fast-check/vitest'
import type { GameId } from '@wordfare/contracts'
import { describe, expect } from 'vitest'
import { adding, stored, type Subject } from './contract-subject.ts'
import { JoinCodeTaken, VersionConflict } from './index.ts'
import { gameId, joinCode, listing } from './sample-log.ts'

const WRITERS = 3
const GAMES = 2
const CODES = 3
/** Every run waits for the disk many times. */
const SLOWEST_DISK_MS = 60_000

/** Writers that try to append, several at once; who conflicts reads again and may try in a later tick. */
const ticks = fc.array(
  fc.array(
    fc.record({
      writer: fc.nat(WRITERS - 1),
      game: fc.nat(GAMES - 1),
      code: fc.nat(CODES - 1),
      events: fc.integer({ min: 1, max: 3 }),
      /** Whether the writer reads before it tries; if not, it goes by what it knew. */
      reads: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  { minLength: 1, maxLength: 6 },
)

/** What has to be true of a game. */
interface Model {
  readonly id: GameId
  readonly names: string[]
  code: number | null
  round: number
  /** The version that each writer has read. */
  readonly known: number[]
}

/** ES3 to ES6 for any order of things. */
export function describeInterleavings(subject: Subject): void {
  describe('many writers', () => {
    let runs = 0

    test.prop([ticks], { numRuns: 40 })(
      '[ES3] [ES5] one winner for each version, logs without gaps, and the last word in the index',
      async (plan) => {
        const { store } = subject
        const run = runs++
        const codeOf = (code: number) => joinCode(run * CODES + code)
        const models = Array.from({ length: GAMES }, (_, n) => newModel(gameId(run * GAMES + n)))
        let round = 0

        for (const attempts of plan) {
          const asked = attempts.flatMap(({ writer, game, code, events, reads }) => {
            const model = models[game]
            if (!model) return []
            const expected = reads ? model.names.length : (model.known[writer] ?? 0)
            round++
            const names = Array.from({ length: events }, (_, n) => `${round}.${n}`)
            return { writer, model, code, expected, round, names }
          })
          const results = await Promise.allSettled(
            asked.map(({ model, code, expected, names, ...attempt }) =>
              store.append(
                model.id,
                expected,
                adding(names, {
                  joinCode: codeOf(code),
                  listed: listing(model.id, { round: attempt.round }),
                }),
              ),
            ),
          )

          const foreseen = asked.map(({ writer, model, code, expected, names, ...attempt }) => {
            const actual = model.names.length
            if (expected !== actual) {
              model.known[writer] = actual
              return rejected(new VersionConflict(model.id, expected, actual))
            }
            if (models.some((holder) => holder !== model && holder.code === code))
              return rejected(new JoinCodeTaken(model.id, codeOf(code)))
            model.names.push(...names)
            model.code = code
            model.round = attempt.round
            return { status: 'fulfilled', value: model.names.length }
          })
          expect(results).toEqual(foreseen)
        }

        const rounds = new Map((await store.listed()).map((game) => [game.gameId, game.round]))
        for (const { id, names, code, round: last } of models) {
          expect(await store.read(id)).toEqual(stored(...names))
          expect(rounds.get(id) ?? 0).toBe(last)
          if (code !== null) expect(await store.findByJoinCode(codeOf(code))).toBe(id)
        }
      },
      SLOWEST_DISK_MS,
    )
  })
}

const newModel = (id: GameId): Model => ({ id, names: [], code: null, round: 0, known: [] })

const rejected = (reason: Error) => ({ status: 'rejected', reason })
