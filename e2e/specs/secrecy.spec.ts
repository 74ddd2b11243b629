import {
  CLUES,
  expect,
  operativeOf,
  otherTeam,
  placesOf,
  seatFour,
  seeClue,
  spymasterOf,
  startRound,
  test,
} from '../fixtures/people.ts'
import { API_KEY } from '../fixtures/product.ts'

/** Every kind that a text tells, with the word or the place of its card where it stands beside it. */
function kindsIn(text: string): string[] {
  return [...text.matchAll(/"(assassin|bystander)"/g)].map(([, kind]) => kind!)
}

test('[S1] no byte that an operative or a spectator receives tells the kind of an uncovered card', async ({
  profiles,
}) => {
  const four = await seatFour(profiles)
  const spectator = (await profiles.open()).table
  await spectator.page.goto(four.redSpymaster.page.url())
  await spectator.join('Gus')
  const round = await startRound(four)
  const team = round.startingTeam

  await spymasterOf(four, team).giveClue(CLUES[0], 2)
  await seeClue(four, CLUES[0])
  const [first] = placesOf(round, team)
  await operativeOf(four, team).guess(first!)
  await expect(spectator.card(first!)).toHaveAccessibleName(/covered/)
  await operativeOf(four, team).guess(placesOf(round, otherTeam(team))[0]!)
  await expect(spymasterOf(four, otherTeam(team)).clueForm).toBeVisible()
  await Promise.all([spectator, ...Object.values(four)].map((table) => table.page.reload()))
  await expect(spectator.board).toBeVisible()
  await expect(operativeOf(four, team).board).toBeVisible()

  const covered = 2
  for (const table of [four.redOperative, four.blueOperative, spectator]) {
    const text = table.received.join('\n')
    expect(text).toContain('"cards"')
    expect(kindsIn(text)).toEqual([])
    expect(text).not.toMatch(/"key":\[/)
    for (const frame of table.received) {
      const kinds = frame.match(/"kind":"(?:red|blue)","covered":false/g)
      expect(kinds).toBeNull()
      // A board tells the kinds of its covered cards, and no more of them.
      const boards = frame.split('"cards":[').slice(1)
      for (const board of boards) {
        const told = board.split(']')[0]!.match(/"covered":true/g) ?? []
        expect(told.length).toBeLessThanOrEqual(covered)
      }
    }
  }
  expect(kindsIn(spymasterOf(four, team).received.join('\n'))).toContain('assassin')
})

test('the API key is in nothing that a browser receives and in no line that the server prints', async ({
  profiles,
  product,
}) => {
  const { lobby, table } = await profiles.open()
  const bodies: Promise<string>[] = []
  table.page.on('response', (response) => bodies.push(response.text().catch(() => '')))
  await lobby.open()
  await lobby.createGame({ gameName: 'Key hunt', playerName: 'Ada' })
  await table.link()
  await expect.poll(() => product.daily.rooms.length).toBeGreaterThan(0)

  const seen = [...(await Promise.all(bodies)), ...table.received, product.output()].join('\n')
  for (const form of [
    API_KEY,
    Buffer.from(API_KEY).toString('base64').replaceAll('=', ''),
    Buffer.from(API_KEY).toString('hex'),
    Array.from(API_KEY).toReversed().join(''),
  ]) {
    expect(seen).not.toContain(form)
  }
})
