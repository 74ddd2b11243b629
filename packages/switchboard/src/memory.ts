import { createRates } from './rates.ts'
import type { Listener, Place, Stay, Switchboard } from './switchboard.ts'

interface Hall {
  readonly members: Map<string, string>
  /** The stay that counts of each member. */
  readonly stays: Map<string, Stay>
  readonly listeners: Set<Listener>
}

/** For one server alone: what it says to others, it says to itself. */
export function createMemorySwitchboard(): Switchboard {
  const halls = new Map<Place, Hall>()
  const rates = createRates(null)

  function hallAt(place: Place): Hall {
    const hall = halls.get(place) ?? { members: new Map(), stays: new Map(), listeners: new Set() }
    halls.set(place, hall)
    return hall
  }

  function forgetIfEmpty(place: Place, { members, listeners }: Hall): void {
    if (members.size === 0 && listeners.size === 0) halls.delete(place)
  }

  return {
    async gather(place, listener) {
      const hall = hallAt(place)
      // An entry of its own, so that one listener can be there twice.
      const here: Listener = { ...listener }
      hall.listeners.add(here)
      const tell = (word: (each: Listener) => void): void =>
        Array.from(hall.listeners).forEach(word)

      return {
        members: hall.members,
        async enter(member, value, most = Infinity) {
          if (!hall.members.has(member) && hall.members.size >= most) return null
          const isOn = (): boolean => hall.stays.get(member) === stay
          const stay: Stay = {
            change(next) {
              if (!isOn()) return
              hall.members.set(member, next)
              tell((each) => each.onEntered(member, next))
            },
            end() {
              if (!isOn()) return
              hall.stays.delete(member)
              hall.members.delete(member)
              tell((each) => each.onLeft(member))
              forgetIfEmpty(place, hall)
            },
          }
          halls.set(place, hall)
          hall.stays.set(member, stay)
          hall.members.set(member, value)
          tell((each) => each.onEntered(member, value))
          return stay
        },
        say: (text) => tell((each) => each.onSaid(text)),
        leave() {
          hall.listeners.delete(here)
          forgetIfEmpty(place, hall)
        },
      }
    },

    claim: async () => true,

    spend: rates.spend,

    async close() {
      for (const { stays } of halls.values()) for (const stay of stays.values()) stay.end()
      halls.clear()
    },
  }
}
