import { describe, expect, it } from 'vitest'
import type { Browser } from './browser.ts'
import { enterCall, sending } from './calling.ts'
import { startServer } from './test-server.ts'
import { activePair, clueFor, joinGame, openCards, playToTheLastCard, seatFour } from './table.ts'
import { watch } from './watching.ts'

/**
 * Every place in a message that tells a watcher what it may not know before the round is over: the kind of a card
 * that is not covered, a key, a targets list, or the word for the one kind that only the end covers.
 */
function secretsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn)
  if (value === 'assassin') return ['assassin']
  if (typeof value !== 'object' || value === null) return []
  const record: Record<string, unknown> = { ...value }
  const own = [
    record['covered'] === false && record['kind'] !== null && 'kind',
    (record['key'] ?? null) !== null && 'key',
    (record['targets'] ?? null) !== null && 'targets',
    'room' in record && 'room',
    'domainId' in record && 'room',
  ].filter((secret) => secret !== false)
  return [...own, ...Object.values(record).flatMap(secretsIn)]
}

/** The frames that came before the one that ended the round. */
function framesOfTheRound({ frames }: Browser): string[] {
  const end = frames.findIndex((frame) => frame.includes('"RoundEnded"'))
  expect(end).toBeGreaterThan(0)
  return frames.slice(0, end)
}

describe('[R5] before the round is over', () => {
  it('no byte that goes to an operative, a spectator or a stranger tells a covered kind', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    const spectator = table.visit()
    await joinGame(spectator, table.gameId, 'Eve')
    const stranger = table.visit()
    const watchings = [
      await watch(spectator, table.gameId),
      await watch(stranger, table.gameId),
      table.redOperative.watching,
      table.blueOperative.watching,
    ]
    const blind = [spectator, stranger, table.redOperative.browser, table.blueOperative.browser]
    await playToTheLastCard(table, async (turn) => {
      const browser = blind[turn % blind.length]
      // Whatever way there is to see the game again, it is taken in the middle of the round.
      if (browser) (await watch(browser, table.gameId)).stop()
      if (turn > 2) spectator.cutLine()
    })
    await Promise.all(watchings.map((watching) => watching.until(({ phase }) => phase === 'over')))
    for (const browser of blind) {
      const frames = framesOfTheRound(browser)
      expect(frames.length).toBeGreaterThan(10)
      expect(frames.flatMap((frame) => secretsIn(parse(frame)))).toEqual([])
      expect(frames.join('')).not.toContain('assassin')
    }
    await table.close()
  })

  it('a spymaster is told the key, so the search above finds what it looks for', async () => {
    await using server = await startServer()
    const table = await seatFour(server)
    await playToTheLastCard(table)
    await table.redSpymaster.watching.until(({ phase }) => phase === 'over')
    const found = framesOfTheRound(table.redSpymaster.browser).flatMap((frame) =>
      secretsIn(parse(frame)),
    )
    expect(new Set(found)).toEqual(new Set(['key', 'assassin', 'targets']))
    await table.close()
  })

  it('errors and answers of every procedure hold nothing of it either', async () => {
    await using server = await startServer({ video: { kind: 'peer', iceServers: [] } })
    const table = await seatFour(server)
    await table.redSpymaster.play({ type: 'startRound' })
    const { spymaster, team } = await activePair(table, 1)
    const [target = 0] = openCards(spymaster, team)
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 1, targets: [target] })
    const bodies: string[] = []
    const gameId = table.gameId
    for (const player of [table.redOperative, table.blueOperative]) {
      const calling = enterCall(player.browser, gameId)
      bodies.push(JSON.stringify(await calling.until('roster')))
      for (const [path, input] of [
        ['replay', { gameId, round: 1 }],
        ['checkClue', { gameId, word: 'harbour' }],
      ] as const) {
        const query = encodeURIComponent(JSON.stringify(input))
        bodies.push(await (await player.browser.request(`/trpc/${path}?input=${query}`)).text())
      }
      for (const [path, input] of [
        ['callTicket', { gameId }],
        ['joinGame', { gameId, playerName: 'Eve' }],
        ['play', { gameId, commandId: 'command-1', command: { type: 'startRound' } }],
        ['signal', { gameId, epoch: calling.epoch, message: { type: 'media', media: sending } }],
      ] as const) {
        const answer = await player.browser.request(`/trpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        })
        bodies.push(await answer.text())
      }
    }
    expect(bodies).toHaveLength(14)
    for (const body of bodies) expect(secretsIn(JSON.parse(body))).toEqual([])
    await table.close()
  })
})

function parse(frame: string): unknown {
  return frame === 'PING' || frame === 'PONG' ? null : JSON.parse(frame)
}
