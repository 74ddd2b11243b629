import type { Kind } from '@wordfare/contracts'
import type { GameEvent } from '@wordfare/game'

/** The log up to the guess that has ended the last round, if it is over. */
export function whileItIsOn(log: readonly GameEvent[]): readonly GameEvent[] {
  const start = log.findLastIndex(({ type }) => type === 'RoundStarted')
  const end = log.findIndex(({ type }, index) => index > start && type === 'RoundEnded')
  return end < 0 ? log : log.slice(0, end - 1)
}

/** The same game with another key: the kinds that nobody has seen or meant yet are turned by some places. */
export function withOtherKey(log: readonly GameEvent[], turns: number): readonly GameEvent[] {
  const start = log.findLastIndex(({ type }) => type === 'RoundStarted')
  const fixed = new Set(
    log.slice(start).flatMap((event) => {
      if (event.type === 'CardCovered') return [event.card]
      return event.type === 'ClueGiven' ? (event.targets ?? []) : []
    }),
  )
  return log.map((event, index) =>
    event.type === 'RoundStarted' && index === start
      ? { ...event, key: turned(event.key, fixed, turns) }
      : event,
  )
}

function turned(key: readonly Kind[], fixed: ReadonlySet<number>, turns: number): Kind[] {
  const free = key.flatMap((_, card) => (fixed.has(card) ? [] : [card]))
  return key.map((kind, card) => {
    const place = free.indexOf(card)
    return place < 0 ? kind : (key[free[(place + turns) % free.length] ?? card] ?? kind)
  })
}
