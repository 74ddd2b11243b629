import {
  CLUES,
  endRound,
  expect,
  nameOf,
  operativeOf,
  otherTeam,
  placesOf,
  seatFour,
  seeClue,
  seesMoving,
  spymasterOf,
  startRound,
  test,
} from '../fixtures/people.ts'
import type { Ear } from '../pages/call-page.ts'

test.use({ callKind: 'peer' })

/** Loud enough for a beep of the fake microphone, and for nothing else. */
const BEEP_LOUDNESS = 0.05

const hears = (ear: Ear) => expect.poll(() => ear.loudness()).toBeGreaterThan(BEEP_LOUDNESS)
const hearsNothing = (ear: Ear) => expect.poll(() => ear.loudness()).toBeLessThan(BEEP_LOUDNESS)

test('three people see and hear each other, through mute, reload, a cut line and a killed server', async ({
  profiles,
  product,
}) => {
  test.slow()
  const four = await seatFour(profiles)
  const { redSpymaster: ada, redOperative: bob, blueSpymaster: dee } = four
  const callers = { Ada: ada, Bob: bob, Dee: dee }
  for (const { call } of Object.values(callers)) {
    await call.enter({ camera: true, microphone: true })
  }
  for (const [me, { call }] of Object.entries(callers)) {
    const others = Object.keys(callers).filter((name) => name !== me)
    await Promise.all(others.map((name) => seesMoving(call, name)))
    await expect.poll(() => call.voices(), { message: 'two voices' }).toBe(2)
  }

  await bob.call.switch('microphone', 'off')
  await expect(ada.call.muted('Bob')).toBeVisible()
  await expect(dee.call.muted('Bob')).toBeVisible()

  await bob.call.switch('camera', 'off')
  await expect(ada.call.picture('Bob')).toBeHidden()
  await bob.call.switch('camera', 'on')
  await seesMoving(ada.call, 'Bob')

  await expect(ada.call.muted('Dee')).toBeHidden()
  await ada.muteEverybody()
  await expect(bob.call.muted('Ada')).toBeVisible()
  await expect(bob.call.muted('Dee')).toBeVisible()

  const line = await dee.cuttableLine()
  await dee.page.reload()
  await expect(ada.call.picture('Dee')).toBeHidden()
  await dee.call.enter({ camera: true })
  await seesMoving(ada.call, 'Dee')
  await seesMoving(dee.call, 'Ada')
  await expect(ada.call.muted('Dee')).toBeVisible()
  const round = await startRound(four)

  await line.cut()
  await expect(dee.banner).toBeVisible()
  await bob.call.switch('microphone', 'on')
  await expect(ada.call.muted('Bob')).toBeHidden()
  await Promise.all([seesMoving(dee.call, 'Bob'), seesMoving(ada.call, 'Dee')])
  await expect(dee.call.muted('Bob')).toBeVisible()
  line.mend()
  await expect(dee.banner).toBeHidden()
  await expect(dee.call.muted('Bob')).toBeHidden()

  await product.crash()
  await expect(ada.banner).toBeVisible()
  await seesMoving(ada.call, 'Bob')
  await product.start()
  await expect(ada.banner).toBeHidden()
  await bob.call.switch('camera', 'off')
  await expect(ada.call.picture('Bob')).toBeHidden()
  await expect(dee.call.picture('Bob')).toBeHidden()
  await seesMoving(ada.call, 'Dee')

  await endRound(four, round)
  await seesMoving(ada.call, 'Dee')
  await bob.call.leave.click()
  await expect(bob.call.join).toBeVisible()
  await expect(ada.call.muted('Bob')).toBeHidden()
  for (const { call } of Object.values(callers)) expect(call.violations).toEqual([])
})

test('a refused camera keeps nobody from the call, nor from the game', async ({ profiles }) => {
  const four = await seatFour(profiles, { isHostsCameraAllowed: false })
  const { redSpymaster: ada, redOperative: bob } = four
  await bob.call.enter({ camera: true })

  await ada.call.join.click()
  await ada.call.check.getByRole('button', { name: 'Turn the camera on' }).click()
  await expect(ada.call.check.getByRole('status')).toContainText('Camera blocked')
  await ada.call.check.getByRole('button', { name: 'Join muted, camera off' }).click()
  await seesMoving(ada.call, 'Bob')
  await expect(bob.call.muted('Ada')).toBeVisible()

  await endRound(four, await startRound(four))
  await seesMoving(ada.call, 'Bob')
  await expect(bob.call.leave).toBeVisible()
})

test('[V1] [V3] in a turn no spymaster is heard, and who guesses is heard by their own team alone', async ({
  profiles,
}) => {
  test.slow()
  const four = await seatFour(profiles)
  await four.redSpymaster.turnOn('Straight face', 'Team talk')
  const round = await startRound(four)
  const team = round.startingTeam
  const rivals = otherTeam(team)
  const mate = spymasterOf(four, team)
  const guesser = operativeOf(four, team)
  const rival = operativeOf(four, rivals)
  const spymasters = [nameOf('redSpymaster'), nameOf('blueSpymaster')]
  const guesserName = nameOf(team === 'red' ? 'redOperative' : 'blueOperative')

  await guesser.call.enter({ camera: true, microphone: true })
  await rival.call.enter()
  for (const spymaster of [mate, spymasterOf(four, rivals)]) {
    await spymaster.call.enter({ microphone: true })
  }
  for (const { call } of [mate, rival]) await seesMoving(call, guesserName)
  const matesEar = await mate.call.listenTo(guesserName)
  const rivalsEar = await rival.call.listenTo(guesserName)
  await hears(matesEar)
  await hears(rivalsEar)
  for (const name of spymasters) await expect(guesser.call.muted(name)).toBeHidden()

  await mate.giveClue(CLUES[0], 1)
  await seeClue(four, CLUES[0])
  await expect(mate.call.heldOff).toBeDisabled()
  for (const name of spymasters) await expect(guesser.call.muted(name)).toBeVisible()
  await expect(rival.call.heardByTeamOnly(guesserName)).toBeVisible()
  await expect(mate.call.heardByTeamOnly(guesserName)).toBeHidden()
  await hearsNothing(rivalsEar)
  await hears(matesEar)

  await guesser.guess(placesOf(round, 'bystander')[0]!)
  await expect(mate.call.heldOff).toBeHidden()
  for (const name of spymasters) await expect(guesser.call.muted(name)).toBeHidden()
  await expect(rival.call.heardByTeamOnly(guesserName)).toBeHidden()
  await hears(rivalsEar)

  await endRound(four, round, rivals)
  await hears(rivalsEar)
})

test('whom the host removes is out of the call, and can’t come back', async ({ profiles }) => {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Off the list', playerName: 'Ada' })
  const { table: bob } = await profiles.open()
  await bob.page.goto(await host.table.link())
  await bob.join('Bob')
  await bob.sit('red', 'operative')
  await bob.call.enter({ camera: true })
  await host.table.call.enter()
  await seesMoving(host.table.call, 'Bob')

  await host.table.remove('Bob')
  await expect(bob.page.getByRole('heading', { name: 'You are off the list.' })).toBeVisible()
  await expect(bob.call.leave).toBeHidden()
  await expect(host.table.call.picture('Bob')).toBeHidden()
  await expect(host.table.call.leave).toBeVisible()

  await bob.page.reload()
  await bob.join('Bob')
  await expect(bob.gate.getByRole('alert')).toContainText('You were removed from this table.')
})
