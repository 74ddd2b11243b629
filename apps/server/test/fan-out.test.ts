import type { GameId, JoinCode, Kind } from '@wordfare/contracts'
import { gameIdSchema, joinCodeSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { createGameWorld } from '../src/game/game-world.ts'
import { textFrame } from '../src/trpc/frame-line.ts'
import { Handover } from '../src/trpc/handover.ts'
import { seatFour, type Command, type Player, type Table } from './table.ts'
import { startServer } from './test-server.ts'

const gameId: GameId = gameIdSchema.parse('g'.repeat(22))
const joinCode: JoinCode = joinCodeSchema.parse('K7MQ24XD')

/** A world in which everything comes out the same each time. */
function sameWorld() {
  let throws = 0
  return {
    ...createGameWorld(),
    now: () => 1_800_000_000_000,
    random: () => (throws++ % 97) / 97,
    newGameId: () => gameId,
    newJoinCode: () => joinCode,
  }
}

/** The frames of a browser's subscription, with the players' ids, which no test can choose, made alike. */
function framesOf({ browser }: Player, { players }: Table): readonly string[] {
  const frames = browser.frames.filter((frame) => frame.includes('"data":{"id":'))
  return frames.map((frame) =>
    players.reduce((text, { playerId, name }) => text.replaceAll(playerId, name), frame),
  )
}

/** Has everybody see what one does before the next does something. */
async function together(table: Table, by: Player, command: Command): Promise<void> {
  const { seq } = await by.play(command)
  await Promise.all(
    table.players.map(({ watching }) => watching.untilReceived(({ id }) => Number(id) >= seq)),
  )
}

/** A round with all that a watcher can be sent, and what came over each line. */
async function framesOfARound(isFanOutDirect: boolean): Promise<readonly (readonly string[])[]> {
  await using server = await startServer({ isFanOutDirect, world: sameWorld() })
  const table = await seatFour(server)
  const { redSpymaster, redOperative, blueSpymaster, blueOperative } = table
  const rename = (by: Player, name: string) => together(table, by, { type: 'rename', name })
  await rename(redSpymaster, 'Adä 🫖')
  await together(table, redSpymaster, { type: 'startRound' })
  const { turn } = redSpymaster.watching.view
  const [spymaster, operative] =
    turn?.team === 'red' ? [redSpymaster, redOperative] : [blueSpymaster, blueOperative]
  const cardOf = (kind: Kind): number =>
    spymaster.watching.view.cards.findIndex((card) => card.kind === kind && !card.covered)
  const own = cardOf(turn?.team ?? 'red')
  await together(table, spymaster, { type: 'giveClue', word: 'zyxqa', count: 2, targets: [own] })
  await together(table, operative, { type: 'mark', card: own })
  await together(table, operative, { type: 'guess', card: own, turn: 1 })
  await together(table, operative, { type: 'guess', card: cardOf('assassin'), turn: 1 })
  await together(table, redSpymaster, { type: 'startRound' })
  const frames = table.players.map((player) => framesOf(player, table))
  await table.close()
  return frames
}

describe('what happens at a table', () => {
  it('goes out as tRPC itself would send it, byte for byte', async () => {
    const [direct, plain] = await Promise.all([framesOfARound(true), framesOfARound(false)])
    expect(direct).toEqual(plain)
    expect(direct.every((frames) => frames.length > 8)).toBe(true)
  })

  it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('fits into a frame of %d bytes', (length) => {
    const text = 'é'.repeat(length >> 1) + 'x'.repeat(length % 2)
    const frame = textFrame(text)
    const header = length <= 125 ? 2 : length <= 65_535 ? 4 : 10
    expect(frame).toHaveLength(header + length)
    expect(frame[0]).toBe(0x81)
    const size =
      header === 2
        ? frame[1]
        : header === 4
          ? frame.readUInt16BE(2)
          : Number(frame.readBigUInt64BE(2))
    expect(size).toBe(length)
    expect(frame.subarray(header).toString()).toBe(text)
  })

  it('is not handed over to whoever does not know what to do with it', () => {
    const handover = new Handover({ seq: 1, first: { type: 'presence', online: [] }, begin() {} })
    expect(() => JSON.stringify({ result: { data: handover } })).toThrow('handed over')
  })
})
