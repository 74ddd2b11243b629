import type { Act, ActingTable } from './acting-table.ts'
import { playOn, seatsFor, type Deal, type Move } from './course.ts'
import type { Guest } from './doors.ts'
import { openPlayerLine, type PlayerLine } from './player-line.ts'
import { createSightings } from './sightings.ts'

/** The member whose eyes the deal is seen with: the red spymaster. */
const SPYMASTER = 0

interface Answer {
  readonly atMs: number
  readonly seq: number | null
}

/**
 * A table of the game, over the public wire: its members sit down and play. They are spread over the servers at
 * `ports`.
 */
export async function openGameTable(at: {
  readonly ports: readonly number[]
  readonly gameId: string
  readonly guests: readonly Guest[]
  readonly onLost: (error: Error) => void
}): Promise<ActingTable> {
  const { ports, gameId, guests } = at
  const seats = seatsFor(guests.length)
  /** The first windows of all members, in which they act, and then the others. */
  const lines: PlayerLine[] = []
  let slowReaders = 0
  let commands = 0
  let lastSeq = 0
  let deal: Deal | null = null
  let isDealing = false
  let answer: Answer | null = null
  let asked: PromiseWithResolvers<Act> | null = null

  const sightings = createSightings(settle)

  /** Lets whoever acted go on, once the answer is there and everybody has seen what it caused. */
  function settle(): void {
    if (asked === null || answer === null) return
    const seq = answer.seq ?? lastSeq + 1
    if (!sightings.haveAllSeen(seq)) return
    lastSeq = seq
    const { resolve } = asked
    asked = null
    resolve({ ackedAtMs: answer.atMs, seenAtMs: sightings.lastAtMs })
  }

  async function openWindow(guest: Guest, index: number): Promise<PlayerLine> {
    const see = sightings.addWatcher()
    const line = await openPlayerLine({
      port: ports[index % ports.length] ?? 0,
      guest,
      gameId,
      onSeen(seq, text) {
        if (isDealing && index === SPYMASTER) deal = dealIn(text) ?? deal
        see(seq)
      },
      onAnswer(seq) {
        answer = { atMs: performance.now(), seq }
        settle()
      },
      onFailed(error) {
        if (asked) asked.reject(error)
        else at.onLost(error)
      },
    })
    lines.push(line)
    return line
  }

  function make({ member, does }: Move): Promise<Act> {
    answer = null
    asked = Promise.withResolvers()
    isDealing = does !== 'join' && does.type === 'startRound'
    if (does === 'join') lines[member]?.mutate('joinGame', { gameId, playerName: 'Bob' })
    else lines[member]?.mutate('play', { gameId, commandId: nextCommandId(), command: does })
    return asked.promise
  }

  const nextCommandId = (): string => `command-${++commands}`

  function takeDeal(): Deal {
    const taken = deal
    deal = null
    if (taken === null) throw new Error('no round was dealt')
    return taken
  }

  for (const [index, guest] of guests.entries()) await openWindow(guest, index)
  for (const [member, seat] of seats.entries()) {
    await make({ member, does: { type: 'takeSeat', ...seat } })
  }
  const moves = playOn(seats, takeDeal)

  return {
    act: () => make(moves.next().value),
    get deliveries() {
      return sightings.deliveries
    },
    async doubleWatchers() {
      for (const [index, guest] of guests.entries()) await openWindow(guest, index)
    },
    async addSlowReader() {
      const index = slowReaders++ % guests.length
      const guest = guests[index]
      if (guest === undefined) throw new Error('unreachable: an index of the guests')
      const line = await openPlayerLine({
        port: ports[index % ports.length] ?? 0,
        guest,
        gameId,
        onSeen: () => {},
        onAnswer: () => {},
        // The server may let go of who does not read.
        onFailed: () => {},
      })
      line.stopReading()
      lines.push(line)
    },
    close() {
      for (const line of lines) line.close()
    },
  }
}

/** The deal, if it is in the text: as a spymaster sees it, with the key. */
function dealIn(text: Buffer): Deal | null {
  const message: {
    result?: { data?: { data?: { events?: { event: { type: string } & Partial<Deal> }[] } } }
  } = JSON.parse(text.toString())
  for (const { event } of message.result?.data?.data?.events ?? []) {
    const { key, startingTeam } = event
    if (event.type === 'RoundStarted' && key && startingTeam) return { key, startingTeam }
  }
  return null
}
