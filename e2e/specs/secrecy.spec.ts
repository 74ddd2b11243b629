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
import { API_KEY_FORMS } from '../fixtures/product.ts'
import { recordTraffic } from '../fixtures/traffic.ts'

interface ToldCard {
  readonly kind: unknown
  readonly covered: boolean
}

/** Everything in a message that has this shape, however deep it lies. */
function findAll<T>(message: unknown, isIt: (value: object) => value is T & object): T[] {
  if (typeof message !== 'object' || message === null) return []
  const inside = Object.values(message).flatMap((value: unknown) => findAll(value, isIt))
  return isIt(message) ? [message, ...inside] : inside
}

const isCard = (value: object): value is ToldCard => 'kind' in value && 'covered' in value
const isKey = (value: object): value is { readonly key: unknown } => 'key' in value

/** What a socket or an answer brought, as the page reads it; keep-alives are no messages. */
const messagesOf = (received: readonly string[]): unknown[] =>
  received.filter((text) => /^[[{]/.test(text)).map((text): unknown => JSON.parse(text))

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

  for (const table of [four.redOperative, four.blueOperative, spectator]) {
    const messages = messagesOf(table.received)
    const cards = findAll(messages, isCard)
    expect(cards.filter(({ covered }) => covered).length).toBeGreaterThan(0)
    expect(cards.filter(({ covered, kind }) => !covered && kind !== null)).toEqual([])
    expect(findAll(messages, isKey).filter(({ key }) => key !== null)).toEqual([])
    // No such card was covered, so neither word may come up at all.
    expect(table.received.join('\n')).not.toMatch(/"(?:assassin|bystander)"/)
  }
  const seen = findAll(messagesOf(spymasterOf(four, team).received), isCard)
  expect(seen.filter(({ covered, kind }) => !covered && kind !== null).length).toBeGreaterThan(0)
})

test('the API key is in nothing that a browser receives and in no line that the server prints', async ({
  profiles,
  product,
}) => {
  const { lobby, table } = await profiles.open()
  const traffic = recordTraffic(table.page)
  await lobby.open()
  await lobby.createGame({ gameName: 'Key hunt', playerName: 'Ada' })
  await table.link()
  await expect.poll(() => product.daily.rooms.length).toBeGreaterThan(0)

  const seen = (await traffic()) + product.output()
  for (const form of API_KEY_FORMS) expect(seen).not.toContain(form)
})
