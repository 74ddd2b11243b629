import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { createRates } from './rates.ts'
import { CHANGE, CLAIM, END, ENTER, KEEP, keysOf, LIBRARY_CODE, ROSTER } from './redis-functions.ts'
import { createRoster, type Present, type Roster } from './roster.ts'
import {
  SwitchboardUnavailable,
  type Listener,
  type Place,
  type Stay,
  type Switchboard,
} from './switchboard.ts'

/** A stay is over when its server has not kept it for so long. */
const STAY_TTL_MS = 15_000
const KEEP_EVERY_MS = 4_000
/** Places whose stays are kept in one go: what players do meanwhile waits for so many at most. */
const KEPT_AT_ONCE = 20

const CONNECT_TIMEOUT_MS = 2_000
/** As long as the log waits: the two may share one Redis, which pauses for both while its disk is slow to sync. */
const ANSWER_TIMEOUT_MS = 5_000
const RECONNECT_FIRST_MS = 50
const RECONNECT_MAX_MS = 1_000

export interface RedisSwitchboardOptions {
  /** `redis://` or `rediss://`, with the number of the database if it is not 0. */
  readonly url: string
  /** Told of lost connections and the like; the switchboard mends itself. */
  readonly onTrouble?: (error: Error) => void
}

/** A stay that this server keeps up. */
interface Kept {
  readonly place: Place
  readonly member: string
  readonly token: string
  value: string
}

interface Hall {
  readonly listener: Listener
  readonly roster: Roster
}

/** For servers that share a Redis. Needs no durability of it. @throws {SwitchboardUnavailable} where there is none */
export async function openRedisSwitchboard({
  url,
  onTrouble = () => {},
}: RedisSwitchboardOptions): Promise<Switchboard> {
  const options = {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // A peer that is gone without a word is given up as one that closes the connection.
    socketTimeout: ANSWER_TIMEOUT_MS,
    retryStrategy: (times: number) =>
      Math.min(RECONNECT_FIRST_MS * 2 ** (times - 1), RECONNECT_MAX_MS),
  }
  const redis = new Redis(url, options)
  const ears = new Redis(url, { ...options, autoResubscribe: false })
  const ownId = randomUUID()
  const halls = new Map<Place, Set<Hall>>()
  const kept = new Map<string, Kept>()
  const rates = createRates(redis)

  const call = (name: string, place: Place, ...args: readonly string[]): Promise<unknown> => {
    const { members, until, channel } = keysOf(place)
    return redis.fcall(name, 3, members, until, channel, ...args)
  }

  async function readRoster(place: Place): Promise<ReadonlyMap<string, Present>> {
    const answer = await call(ROSTER, place)
    const flat = Array.isArray(answer) ? answer.map(String) : []
    return new Map(
      flat.flatMap((member, index) =>
        index % 2 === 0 ? [[member, presentOf(flat[index + 1] ?? '')] as const] : [],
      ),
    )
  }

  function hear(channel: string, text: string): void {
    const place = channel.slice(keysOf('').channel.length)
    const [kind, member = '', token = '', value = '']: readonly string[] = JSON.parse(text)
    for (const { roster, listener } of Array.from(halls.get(place) ?? [])) {
      if (kind === 'entered') roster.entered(member, { value, token })
      else if (kind === 'left') roster.left(member, token)
      else listener.onSaid(value)
    }
  }

  /** What was told while nobody could listen is known from who is there now. */
  async function listenAgain(): Promise<void> {
    const places = [...halls.keys()]
    if (places.length === 0) return
    await ears.subscribe(...places.map((place) => keysOf(place).channel))
    for (const place of places) {
      const here = [...(halls.get(place) ?? [])]
      if (here.length === 0) continue
      const all = readRoster(place)
      await Promise.all(here.map(({ roster }) => roster.catchUp(() => all)))
    }
  }

  async function keepAll(): Promise<void> {
    const places = [...Map.groupBy(kept.values(), ({ place }) => place)]
    const failures: unknown[] = []
    while (places.length > 0) {
      const outcomes = await Promise.allSettled(places.splice(0, KEPT_AT_ONCE).map(keepAt))
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') failures.push(outcome.reason)
    }
    if (failures.length > 0) throw failures[0]
  }

  async function keepAt([place, stays]: readonly [Place, readonly Kept[]]): Promise<void> {
    // Those that have ended since must not be told of again.
    const going = stays.filter(({ token }) => kept.has(token))
    if (going.length === 0) return
    const all = going.flatMap(({ member, value, token }) => [member, value, token])
    const replaced = await call(KEEP, place, String(STAY_TTL_MS), ...all)
    for (const token of Array.isArray(replaced) ? replaced.map(String) : []) kept.delete(token)
  }

  async function prepare(): Promise<void> {
    await redis.function('LOAD', 'REPLACE', LIBRARY_CODE)
    await keepAll()
  }

  /** Once both connections are back; it may be another Redis by then. */
  async function recover(): Promise<void> {
    if (redis.status !== 'ready' || ears.status !== 'ready') return
    try {
      await prepare()
      await listenAgain()
    } catch (error) {
      // Once more from the start.
      redis.disconnect(true)
      throw error
    }
  }

  const mend = (work: () => Promise<void>) => (): void => void work().catch(onTrouble)

  for (const connection of [redis, ears]) connection.on('error', onTrouble)
  ears.on('message', hear)
  try {
    await Promise.all([redis.connect(), ears.connect()])
    await prepare()
  } catch (cause) {
    redis.disconnect()
    ears.disconnect()
    throw new SwitchboardUnavailable('there is no Redis for the servers to meet in', { cause })
  }
  for (const connection of [redis, ears]) connection.on('ready', mend(recover))
  const timer = setInterval(() => {
    // Also finds out whose server has gone without a word: each keeping sweeps its place.
    mend(keepAll)()
    // Who only listens does not notice that there is nobody any more.
    ears.ping().catch(onTrouble)
  }, KEEP_EVERY_MS)
  timer.unref()

  function stayOf(one: Kept): Stay {
    kept.set(one.token, one)
    return {
      change(value) {
        if (!kept.has(one.token)) return
        one.value = value
        call(CHANGE, one.place, one.member, value, one.token).catch(onTrouble)
      },
      end() {
        if (!kept.delete(one.token)) return
        call(END, one.place, one.member, one.token).catch(onTrouble)
      },
    }
  }

  return {
    async gather(place, listener) {
      const hall: Hall = { listener, roster: createRoster(listener) }
      const here = halls.get(place) ?? new Set<Hall>()
      halls.set(place, here.add(hall))
      const leave = (): void => {
        here.delete(hall)
        if (here.size > 0 || halls.get(place) !== here) return
        halls.delete(place)
        ears.unsubscribe(keysOf(place).channel).catch(onTrouble)
      }
      try {
        await attempt(() => ears.subscribe(keysOf(place).channel))
        await attempt(() => hall.roster.catchUp(() => readRoster(place)))
      } catch (error) {
        leave()
        throw error
      }

      return {
        members: hall.roster.members,
        async enter(member, value, most) {
          const token = randomUUID()
          const terms = [String(STAY_TTL_MS), most === undefined ? '' : String(most)]
          const isIn = await attempt(() => call(ENTER, place, member, value, token, ...terms))
          return isIn === 1 ? stayOf({ place, member, token, value }) : null
        },
        say(text) {
          const told = JSON.stringify(['said', '', '', text])
          redis.publish(keysOf(place).channel, told).catch(onTrouble)
        },
        leave,
      }
    },

    async claim(task, forMs) {
      const key = `wordfare:claim:${task}`
      return (await attempt(() => redis.fcall(CLAIM, 1, key, ownId, forMs))) === 1
    },

    spend: rates.spend,

    async close() {
      clearInterval(timer)
      const ending = [...kept].map(([token, { place, member }]) => call(END, place, member, token))
      kept.clear()
      await Promise.allSettled(ending)
      redis.disconnect()
      ears.disconnect()
    },
  }
}

/** Asks Redis; every failure becomes a `SwitchboardUnavailable`. */
async function attempt<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    throw new SwitchboardUnavailable('the other servers can not be reached', { cause })
  }
}

function presentOf(entry: string): Present {
  const space = entry.indexOf(' ')
  return { token: entry.slice(0, space), value: entry.slice(space + 1) }
}
