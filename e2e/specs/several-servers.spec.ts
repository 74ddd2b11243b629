import { test } from '../fixtures/deployment.ts'
import {
  CLUES,
  endRound,
  expect,
  nameOf,
  operativeOf,
  placesOf,
  seatFour,
  seeClue,
  seesMoving,
  spymasterOf,
  startRound,
} from '../fixtures/people.ts'

test('people on two servers play one round and see each other, and lose nothing when one of the servers or Redis is killed', async ({
  profiles,
  deployment: { redis, proxy, servers },
}) => {
  test.slow()
  const four = await seatFour(profiles)
  const { redSpymaster: ada, redOperative: bob } = four
  const tables = Object.values(four)
  const [one, other] = servers
  expect(proxy.socketsTo).toEqual([one.port, other.port, one.port, other.port])

  // These two are on different servers.
  await ada.call.enter({ camera: true })
  await bob.call.enter({ camera: true })
  await Promise.all([
    seesMoving(ada.call, nameOf('redOperative')),
    seesMoving(bob.call, nameOf('redSpymaster')),
  ])

  const round = await startRound(four)
  const team = round.startingTeam
  const [first, second] = placesOf(round, team)
  await spymasterOf(four, team).giveClue(CLUES[0], 2)
  await seeClue(four, CLUES[0])
  await operativeOf(four, team).guess(first!)
  await Promise.all(
    tables.map((table) => expect(table.card(first!)).toHaveAccessibleName(/covered/)),
  )

  const theirs = [four.redOperative, four.blueOperative]
  const release = proxy.holdSockets()
  await other.crash()
  await Promise.all(theirs.map((table) => expect(table.banner).toBeVisible()))
  release()
  await Promise.all(theirs.map((table) => expect(table.banner).toBeHidden()))
  expect(proxy.socketsTo).toEqual([one.port, one.port, one.port, one.port])

  await operativeOf(four, team).guess(second!)
  await Promise.all(
    tables.map((table) => expect(table.card(second!)).toHaveAccessibleName(/covered/)),
  )
  await seesMoving(ada.call, nameOf('redOperative'))
  // Without Redis nobody can play, and everybody is told.
  await redis.kill()
  await Promise.all(tables.map((table) => expect(table.banner).toBeVisible()))
  await redis.start()
  await Promise.all(tables.map((table) => expect(table.banner).toBeHidden()))
  await seesMoving(ada.call, nameOf('redOperative'))

  await operativeOf(four, team).endTurn()
  await endRound(four, round, team === 'red' ? 'blue' : 'red')
})
