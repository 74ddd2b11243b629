import { callMessageSchema, watchMessageSchema, listGamesOutputSchema } from '@wordfare/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { appRouter, type AppRouter } from '../../src/trpc/router.ts'
import { openBrowser } from '../browser.ts'
import { expectRejection } from '../refusal.ts'
import { activePair, joinGame, play, seatFour, type Table } from '../table.ts'
import { startServer, type TestServer } from '../test-server.ts'
import { watch } from '../watching.ts'
import type { ProcedureName } from './procedures.ts'

let server: TestServer
let table: Table
beforeEach(async () => {
  server = await startServer()
  table = await seatFour(server)
})
afterEach(async () => {
  await table.close()
  await server[Symbol.asyncDispose]()
})

const operative = { type: 'takeSeat', team: 'red', role: 'operative' } as const
const spymaster = { type: 'takeSeat', team: 'red', role: 'spymaster' } as const

describe('[B16] whoever changes roles', () => {
  it('from spymaster to operative has to wait for the next round, also by way of the gallery or the door', async () => {
    const ada = table.redSpymaster
    await ada.play({ type: 'startRound' })
    await expectRejection(ada.play(operative), 'round-in-progress')
    await ada.play({ type: 'leaveSeat' })
    await expectRejection(ada.play(operative), 'seen-the-key')
    await ada.play({ type: 'leaveGame' })
    await joinGame(ada.browser, table.gameId, 'Ada')
    await expectRejection(ada.play(operative), 'seen-the-key')
    await expectRejection(
      ada.play({ type: 'takeSeat', team: 'blue', role: 'operative' }),
      'seen-the-key',
    )
  })

  it('gives up the spymaster’s eyes with the seat: nothing of the next key reaches them', async () => {
    const ada = table.redSpymaster
    const eve = table.visit()
    await joinGame(eve, table.gameId, 'Eve')
    const seesKey = await watch(eve, table.gameId)
    await ada.play({ type: 'leaveSeat' })
    await play(eve, table.gameId, spymaster)
    const before = ada.browser.frames.length
    await play(eve, table.gameId, { type: 'startRound' })
    const view = await ada.watching.until(({ phase }) => phase === 'clue')
    expect(view.cards.every(({ kind }) => kind === null)).toBe(true)
    expect(ada.browser.frames.slice(before).join('')).not.toContain('assassin')
    await seesKey.until(({ cards }) => cards.some(({ kind }) => kind === 'assassin'))
  })

  it('has changed them in every tab at once', async () => {
    const ada = table.redSpymaster
    const tab = openBrowser(server, ada.browser.cookie())
    const inTab = await watch(tab, table.gameId)
    expect(inTab.view.you).toEqual(ada.watching.view.you)
    await expectRejection(play(tab, table.gameId, spymaster), 'already-seated')
    await play(tab, table.gameId, { type: 'leaveSeat' })
    for (const watching of [inTab, ada.watching]) {
      expect((await watching.until(({ you }) => you?.role === null)).you).toMatchObject({
        playerId: ada.playerId,
        team: null,
      })
    }
    await tab.close()
  })

  it('is removed in every tab at once, and sees no more than a stranger', async () => {
    await table.redSpymaster.play({ type: 'startRound' })
    await activePair(table, 1)
    const cleo = table.blueSpymaster
    const tab = openBrowser(server, cleo.browser.cookie())
    const inTab = await watch(tab, table.gameId)
    await table.redSpymaster.play({ type: 'removePlayer', playerId: cleo.playerId })
    for (const watching of [inTab, cleo.watching]) {
      const view = await watching.until(({ you }) => you === null)
      expect(view.cards.every(({ kind }) => kind === null)).toBe(true)
    }
    await tab.close()
  })
})

/** Where a schema lets through what it does not name. */
function looseObjects(schema: z.ZodType): string[] {
  const found: string[] = []
  const look = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    const record: Record<string, unknown> = { ...node }
    if (
      record['type'] === 'object' &&
      record['properties'] &&
      record['additionalProperties'] !== false
    )
      found.push(path)
    for (const [name, value] of Object.entries(record)) look(value, `${path}.${name}`)
  }
  look(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '')
  return found
}

type RouterProcedures = AppRouter['_def']['procedures']
type SubscriptionName = {
  [Name in ProcedureName]: RouterProcedures[Name]['_def'] extends { readonly type: 'subscription' }
    ? Name
    : never
}[ProcedureName]

/** What the messages of each subscription are held to. A new one doesn't compile before it is here. */
const messageSchemas: Readonly<Record<SubscriptionName, z.ZodType>> = {
  watchGame: watchMessageSchema,
  watchCall: callMessageSchema,
  watchLobby: listGamesOutputSchema,
}

describe('[B15] what a procedure answers', () => {
  const procedures = Object.entries(appRouter['_def'].procedures)
  it.each(procedures.filter(([, { _def }]) => _def.type !== 'subscription').map(([name]) => name))(
    'is held to a schema that lets nothing else through: %s',
    (name) => {
      const found = procedures.find(([one]) => one === name)?.[1]
      const output: unknown = found && Reflect.get(found['_def'], 'output')
      if (!(output instanceof z.ZodType)) throw new Error('it has a schema for its answers')
      expect(looseObjects(output)).toEqual([])
    },
  )

  it.each(Object.entries(messageSchemas))(
    'is, in every subscription, written down as strictly: %s',
    (_name, schema) => expect(looseObjects(schema)).toEqual([]),
  )

  it('is known of every subscription that there is, and looked for where it is found', () => {
    const subscriptions = procedures.filter(([, { _def }]) => _def.type === 'subscription')
    expect(Object.keys(messageSchemas).toSorted()).toEqual(
      subscriptions.map(([name]) => name).toSorted(),
    )
    expect(looseObjects(z.object({ a: z.number() }))).toEqual([''])
  })
})
