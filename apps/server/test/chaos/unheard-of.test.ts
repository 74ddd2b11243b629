import type { EventStore } from '@wordfare/event-store'
import { createMemoryEventStore } from '@wordfare/event-store/memory'
import { expect, it } from 'vitest'
import { openBrowser } from '../browser.ts'
import { expectRejection } from '../refusal.ts'
import { createGame, joinGame, newCommandId, play } from '../table.ts'
import { startServer } from '../test-server.ts'
import { watch } from '../watching.ts'
import { expectWhole } from './whole-stream.ts'

/** The same store for a server to which no bell gets through. */
const unheard = (store: EventStore): EventStore => ({ ...store, subscribe: () => () => {} })

it('a server refuses nothing over what it has not heard of yet', async () => {
  const store = createMemoryEventStore()
  await using one = await startServer({ store })
  await using two = await startServer({ store: unheard(store) })
  const ada = openBrowser(one)
  const bob = openBrowser(two)
  const { gameId, playerId: adaId } = await createGame(ada, 'Ada')
  const bobId = await joinGame(bob, gameId, 'Bob')
  await expectRejection(play(bob, gameId, { type: 'muteAll' }), 'not-the-host')
  await play(ada, gameId, { type: 'makeHost', playerId: bobId })
  await play(bob, gameId, { type: 'muteAll' })
  await play(bob, gameId, { type: 'makeHost', playerId: adaId })

  // What is so already, as far as the other server knows.
  await play(bob, gameId, { type: 'takeSeat', team: 'red', role: 'operative' })
  const { seq } = await play(ada, gameId, { type: 'removePlayer', playerId: bobId })
  await expectRejection(play(bob, gameId, { type: 'leaveGame' }), 'not-a-player')
  expect(await store.read(gameId)).toHaveLength(seq)
  await Promise.all([ada.close(), bob.close()])
})

/** The same store for a server that hears every other bell, with the last of what rang. */
const halfHeard = (store: EventStore): EventStore => ({
  ...store,
  subscribe(ring) {
    let bells = 0
    return store.subscribe((gameId) => {
      bells += 1
      if (bells % 2 === 0) void store.read(gameId).then((log) => ring(gameId, () => log.slice(-1)))
    })
  },
})

it('what comes with a bell is no more than that: whatever was not heard before it is read', async () => {
  const store = createMemoryEventStore()
  await using one = await startServer({ store })
  await using two = await startServer({ store: halfHeard(store) })
  const host = openBrowser(one)
  const visitor = openBrowser(two)
  const { gameId } = await createGame(host, 'Ada')
  const watching = await watch(visitor, gameId)
  let seq = 1
  while (seq <= 20 || seq % 2 === 1) {
    ;({ seq } = await play(host, gameId, { type: 'rename', name: `Ada ${seq}` }))
  }
  await watching.untilReceived(({ id }) => Number(id) === seq)
  expectWhole(watching.received)
  await Promise.all([host.close(), visitor.close()])
})

it('the answer to a command names its own event, also where somebody else’s came right after it', async () => {
  const store = createMemoryEventStore()
  const busy: EventStore = {
    ...store,
    async append(gameId, expected, append) {
      const version = await store.append(gameId, expected, append)
      if (append.cause !== null) {
        await store.append(gameId, version, { ...append, cause: `elsewhere after ${version}` })
      }
      return version
    },
  }
  await using server = await startServer({ store: busy })
  const browser = openBrowser(server)
  const { gameId } = await createGame(browser, 'Ada')
  const watching = await watch(browser, gameId)
  for (const name of ['Ada II', 'Ada III']) {
    const commandId = newCommandId()
    const { seq } = await play(browser, gameId, { type: 'rename', name }, commandId)
    const log = await store.read(gameId)
    expect(log[seq - 1]?.cause).toContain(commandId)
    expect(log).toHaveLength(seq + 1)
    await watching.untilReceived(({ id }) => Number(id) === seq + 1)
  }
  expectWhole(watching.received)
  await browser.close()
})

it('what is appended elsewhere while a table is being read is not missed', async () => {
  const store = createMemoryEventStore()
  const reading = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const slow: EventStore = {
    ...store,
    async read(gameId, after) {
      const log = await store.read(gameId, after)
      reading.resolve()
      await goOn.promise
      return log
    },
  }
  await using one = await startServer({ store })
  await using two = await startServer({ store: slow })
  const host = openBrowser(one)
  const { gameId } = await createGame(host, 'Ada')
  const visitor = openBrowser(two)
  const coming = watch(visitor, gameId)
  await reading.promise
  await play(host, gameId, { type: 'rename', name: 'Ada II' })
  goOn.resolve()
  const watching = await coming
  await watching.until(({ players }) => players.some(({ name }) => name === 'Ada II'))
  expectWhole(watching.received)
  await Promise.all([host.close(), visitor.close()])
})
