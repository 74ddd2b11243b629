import { gameIdSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { enterCall } from './calling.ts'
import { expectCode, expectRejection } from './refusal.ts'
import { activePair, clueFor, createGame, play, seatFour } from './table.ts'
import { startServer, type TestServer } from './test-server.ts'
import { watch } from './watching.ts'

const startCountingServer = (): Promise<TestServer> =>
  startServer({
    metrics: { host: '127.0.0.1', port: 0 },
    video: { kind: 'peer', iceServers: [] },
  })

async function read(server: TestServer): Promise<string> {
  const address = /"url":"([^"]+)","msg":"serving metrics"/.exec(server.lines.join(''))?.[1]
  return (await fetch(`${address}/metrics`)).text()
}

/** The value of a metric, named as it stands in the text, labels and all. */
async function valueOf(server: TestServer, metric: string): Promise<number | null> {
  const line = (await read(server)).split('\n').find((one) => one.startsWith(`${metric} `))
  return line === undefined ? null : Number(line.slice(metric.length))
}

const commands = (type: string, outcome: string): string =>
  `wordfare_commands_total{type="${type}",outcome="${outcome}"}`

describe('the metrics', () => {
  it('tell how many are there', async () => {
    await using server = await startCountingServer()
    const table = await seatFour(server)
    const stranger = table.visit()
    await watch(stranger, table.gameId)
    expect(await valueOf(server, 'wordfare_games_in_memory')).toBe(1)
    expect(await valueOf(server, 'wordfare_players_online')).toBe(4)
    expect(await valueOf(server, 'wordfare_watchers')).toBe(5)
    expect(await valueOf(server, 'wordfare_sockets')).toBe(5)
    await enterCall(table.redOperative.browser, table.gameId).until('roster')
    expect(await valueOf(server, 'wordfare_peer_call_participants')).toBe(1)
    await table.close()
  })

  it('count commands by how they end, and what they make watchers see', async () => {
    await using server = await startCountingServer()
    const table = await seatFour(server)
    expect(await valueOf(server, commands('createGame', 'ok'))).toBe(1)
    expect(await valueOf(server, commands('joinGame', 'ok'))).toBe(3)
    expect(await valueOf(server, commands('takeSeat', 'ok'))).toBe(4)
    await table.redSpymaster.play({ type: 'startRound' })
    const { spymaster, operative } = await activePair(table, 1)

    const appends = await valueOf(server, 'wordfare_append_seconds_count')
    const deliveries = await valueOf(server, 'wordfare_deliveries_total')
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 1, targets: [] })
    expect(await valueOf(server, 'wordfare_append_seconds_count')).toBe((appends ?? 0) + 1)
    expect(await valueOf(server, 'wordfare_deliveries_total')).toBe((deliveries ?? 0) + 4)

    const endTurn = { type: 'endTurn', turn: 1 } as const
    await expectRejection(operative.play(endTurn), 'guess-due')
    expect(await valueOf(server, commands('endTurn', 'guess-due'))).toBe(1)
    await table.close()
  })

  it('count what fails by its code', async () => {
    await using server = await startCountingServer()
    const browser = openBrowser(server)
    await createGame(browser, 'Ada')
    const unknown = gameIdSchema.parse('g'.repeat(22))
    await expectCode(play(browser, unknown, { type: 'startRound' }), 'NOT_FOUND')
    expect(await valueOf(server, commands('startRound', 'NOT_FOUND'))).toBe(1)
    await browser.close()
  })

  it('name no game, nobody and no word', async () => {
    await using server = await startCountingServer()
    const table = await seatFour(server)
    await table.redSpymaster.play({ type: 'startRound' })
    const { spymaster } = await activePair(table, 1)
    await spymaster.play({ type: 'giveClue', word: clueFor(1), count: 1, targets: [] })
    const text = await read(server)
    const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name]) => name)
    const own = ['type', 'outcome', 'le']
    const ofTheProcess = ['version', 'major', 'minor', 'patch', 'space', 'kind', 'quantile']
    expect([...own, ...ofTheProcess]).toEqual(expect.arrayContaining(labels))
    const { gameId, joinCode, players } = table
    const ids = [gameId, joinCode, ...players.map(({ playerId }) => playerId)]
    for (const one of [...ids, clueFor(1), 'Ada', 'A night at the desk']) {
      expect(text).not.toContain(one)
    }
    await table.close()
  })
})
