import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Gathering, Listener, Switchboard } from './switchboard.ts'

/** For what comes by itself, on a machine that is busy. */
export const soon = { timeout: 20_000 }

/** Notes what is told at a place. */
export async function attend(
  switchboard: Switchboard,
  place: string,
): Promise<{ readonly gathering: Gathering; readonly told: readonly string[] }> {
  const told: string[] = []
  const listener: Listener = {
    onEntered: (member, value) => told.push(`${member} is ${value}`),
    onLeft: (member) => told.push(`${member} left`),
    onSaid: (text) => told.push(`said ${text}`),
  }
  const gathering = await switchboard.gather(place, listener)
  onTestFinished(() => gathering.leave())
  return { gathering, told }
}

/** What every adapter does. `open` makes two that belong together, which may be one and the same. */
export function describeSwitchboard(
  name: string,
  open: () => Promise<readonly [Switchboard, Switchboard]>,
): void {
  describe(`switchboard: ${name}`, () => {
    it('tells everybody who is there, and who comes and goes', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const ada = await here.gathering.enter('ada', 'here')
      const there = await attend(two, 'a game')
      expect([...there.gathering.members]).toEqual([['ada', 'here']])

      const bob = await there.gathering.enter('bob', 'new')
      bob?.change('settled')
      await vi.waitFor(
        () => expect(here.told).toEqual(['ada is here', 'bob is new', 'bob is settled']),
        soon,
      )
      ada?.end()
      await vi.waitFor(() => expect(there.told.at(-1)).toBe('ada left'), soon)
      expect([...there.gathering.members]).toEqual([['bob', 'settled']])
      await vi.waitFor(
        () => expect([...here.gathering.members]).toEqual([['bob', 'settled']]),
        soon,
      )
    })

    it('keeps places apart', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const elsewhere = await attend(two, 'another game')
      await elsewhere.gathering.enter('ada', 'here')
      elsewhere.gathering.say('hello')
      await vi.waitFor(() => expect(elsewhere.told).toEqual(['ada is here', 'said hello']), soon)
      here.gathering.say('nobody there?')
      await vi.waitFor(() => expect(here.told).toEqual(['said nobody there?']), soon)
      expect(here.gathering.members.size).toBe(0)
    })

    it('passes on what is said, in order, to the one who says it too', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const there = await attend(two, 'a game')
      for (const word of ['a', 'b', 'c "d" \u2028']) here.gathering.say(word)
      const all = ['said a', 'said b', 'said c "d" \u2028']
      await vi.waitFor(() => expect(there.told).toEqual(all), soon)
      await vi.waitFor(() => expect(here.told).toEqual(all), soon)
    })

    it('lets a later stay take the place of an earlier one, which then changes nothing', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const there = await attend(two, 'a game')
      const first = await here.gathering.enter('ada', 'first')
      await there.gathering.enter('ada', 'second')
      first?.change('third')
      first?.end()
      await vi.waitFor(() => expect(here.told).toEqual(['ada is first', 'ada is second']), soon)
      there.gathering.say('still here')
      await vi.waitFor(() => expect(here.told.at(-1)).toBe('said still here'), soon)
      expect([...here.gathering.members]).toEqual([['ada', 'second']])
    })

    it('has room for no more than it is told, but for those who are there already', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const there = await attend(two, 'a game')
      const stays = await Promise.all(
        ['ada', 'bob', 'cleo', 'dan'].map((member, place) =>
          (place % 2 === 0 ? here : there).gathering.enter(member, 'here', 2),
        ),
      )
      expect(stays.filter(Boolean)).toHaveLength(2)
      await vi.waitFor(() => expect(here.gathering.members.size).toBe(2), soon)
      const [present = ''] = [...here.gathering.members.keys()]
      expect(await there.gathering.enter(present, 'again', 2)).not.toBeNull()
      stays.find(Boolean)?.end()
    })

    it('tells nothing more to whoever has left the place', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const there = await attend(two, 'a game')
      here.gathering.leave()
      here.gathering.leave()
      there.gathering.say('hello')
      await vi.waitFor(() => expect(there.told).toEqual(['said hello']), soon)
      expect(here.told).toEqual([])
    })

    it('gives a task to a server, which may ask for it again', async () => {
      const [one] = await open()
      expect(await one.claim('sweep', 60_000)).toBe(true)
      expect(await one.claim('sweep', 60_000)).toBe(true)
    })

    it('counts what is spent, whoever counts it', async () => {
      const [one, two] = await open()
      const rate = { name: 'greetings', count: 3, perMs: 60_000 }
      const waits = []
      for (const each of [one, two, one, two]) waits.push(await each.spend(rate, 'ada'))
      expect(waits.slice(0, 3)).toEqual([0, 0, 0])
      expect(waits[3]).toBeGreaterThan(0)
      expect(waits[3]).toBeLessThanOrEqual(rate.perMs)
      expect(await one.spend(rate, 'bob')).toBe(0)
    })

    it('ends the stays that were made here when it closes', async () => {
      const [one, two] = await open()
      const here = await attend(one, 'a game')
      const there = await attend(two, 'a game')
      await here.gathering.enter('ada', 'here')
      await vi.waitFor(() => expect(there.told).toEqual(['ada is here']), soon)
      await one.close()
      await vi.waitFor(() => expect(there.told).toEqual(['ada is here', 'ada left']), soon)
    })
  })
}
