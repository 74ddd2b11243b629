import type { Page } from '@playwright/test'
import {
  CLUES,
  expect,
  nameOf,
  operativeOf,
  placesOf,
  seatFour,
  seeClue,
  spymasterOf,
  startRound,
  test,
  type Profile,
  type Profiles,
} from '../fixtures/people.ts'
import { CallPage } from '../pages/call-page.ts'
import type { Role, Team } from '../pages/table-page.ts'

test.use({ callKind: 'peer' })

const NAMES = ['Ada', 'Bob', 'Dee'] as const
/** Enough that a picture plays, and is not one still image. */
const MOVING_FRAMES = 10

/** A table with three people at it, each with a seat. */
async function seatThree(profiles: Profiles): Promise<readonly [Profile, Profile, Profile]> {
  const host = await profiles.open()
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'Faces', playerName: NAMES[0] })
  await host.table.sit('red', 'spymaster')
  const link = await host.table.link()
  const arrive = async (name: string, team: Team, role: Role): Promise<Profile> => {
    const guest = await profiles.open()
    await guest.table.page.goto(link)
    await guest.table.join(name)
    await guest.table.sit(team, role)
    return guest
  }
  return [
    host,
    await arrive(NAMES[1], 'red', 'operative'),
    await arrive(NAMES[2], 'blue', 'spymaster'),
  ]
}

/** Frames of `name`'s camera go on arriving at `call`. */
async function seesMoving(call: CallPage, name: string): Promise<void> {
  await expect(call.picture(name)).toBeVisible()
  const before = await call.shown(name)
  await expect
    .poll(async () => (await call.shown(name)).frames, { message: `${name} moves` })
    .toBeGreaterThan(before.frames + MOVING_FRAMES)
  expect((await call.shown(name)).width).toBeGreaterThan(0)
}

/** Live audio tracks that play somewhere on the page. */
const voices = (page: Page): Promise<number> =>
  page
    .locator('audio')
    .evaluateAll(
      (elements) =>
        elements.filter(
          (element) =>
            element instanceof HTMLAudioElement &&
            !element.paused &&
            element.srcObject instanceof MediaStream &&
            element.srcObject.getAudioTracks().some((track) => track.readyState === 'live'),
        ).length,
    )

test('three people see and hear each other, through mute, reload and a killed server', async ({
  profiles,
  product,
}) => {
  const people = await seatThree(profiles)
  const violations: string[] = []
  for (const { call } of people) {
    call.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await call.enter({ camera: true, microphone: true })
  }
  const [{ call: ada, table }, { call: bob }, { call: dee }] = people
  for (const [me, call] of [ada, bob, dee].entries()) {
    for (const name of NAMES.filter((_, other) => other !== me)) await seesMoving(call, name)
    await expect.poll(() => voices(call.page), { message: 'two voices' }).toBe(2)
  }

  await bob.switch('microphone', 'off')
  await expect(ada.muted('Bob')).toBeVisible()
  await expect(dee.muted('Bob')).toBeVisible()

  await bob.switch('camera', 'off')
  await expect(ada.picture('Bob')).toBeHidden()
  await bob.switch('camera', 'on')
  await seesMoving(ada, 'Bob')

  await expect(ada.muted('Dee')).toBeHidden()
  await table.muteEverybody()
  await expect(bob.muted('Ada')).toBeVisible()
  await expect(bob.muted('Dee')).toBeVisible()

  await dee.page.reload()
  await expect(ada.picture('Dee')).toBeHidden()
  await dee.enter({ camera: true })
  await seesMoving(ada, 'Dee')
  await seesMoving(dee, 'Ada')
  await expect(ada.muted('Dee')).toBeVisible()

  await product.crash()
  await expect(table.banner).toBeVisible()
  await seesMoving(ada, 'Bob')
  await product.start()
  await expect(table.banner).toBeHidden()
  await bob.switch('camera', 'off')
  await expect(ada.picture('Bob')).toBeHidden()
  await expect(dee.picture('Bob')).toBeHidden()
  await seesMoving(ada, 'Dee')

  await bob.leave.click()
  await expect(bob.join).toBeVisible()
  await expect(ada.muted('Bob')).toBeHidden()
  expect(violations).toEqual([])
})

test('a refused camera keeps nobody from the call, nor from the game', async ({ profiles }) => {
  const host = await profiles.open({ isCameraAllowed: false })
  await host.lobby.open()
  await host.lobby.createGame({ gameName: 'No camera', playerName: 'Ada' })
  const guest = await profiles.open()
  await guest.table.page.goto(await host.table.link())
  await guest.table.join('Bob')
  await guest.table.sit('red', 'operative')
  await host.table.sit('red', 'spymaster')
  await guest.call.enter({ camera: true })

  await host.call.join.click()
  await host.call.check.getByRole('button', { name: 'Turn the camera on' }).click()
  await expect(host.call.check.getByRole('status')).toContainText('Camera blocked')
  await host.call.check.getByRole('button', { name: 'Join muted, camera off' }).click()
  await seesMoving(host.call, 'Bob')
  await expect(guest.call.muted('Ada')).toBeVisible()
})

test('a round is played to its end while the call is on', async ({ profiles }) => {
  const four = await seatFour(profiles)
  const round = await startRound(four)
  const team = round.startingTeam
  const watcher = operativeOf(four, team)
  const speaker = spymasterOf(four, team)
  const call = new CallPage(watcher.page)
  await new CallPage(speaker.page).enter({ camera: true })
  await call.enter()
  await seesMoving(call, nameOf(team === 'red' ? 'redSpymaster' : 'blueSpymaster'))
  await speaker.giveClue(CLUES[0], 1)
  await seeClue(four, CLUES[0])
  await watcher.guess(placesOf(round, 'assassin')[0]!)
  await expect(watcher.page.getByRole('button', { name: 'Play round 2' })).toBeVisible()
  await expect(call.leave).toBeVisible()
})
