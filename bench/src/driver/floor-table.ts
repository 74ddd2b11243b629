import { FLOOR_TEXT_BYTES } from '../floor/floor-text.ts'
import type { Act, ActingTable } from './acting-table.ts'
import { openLine, type Line } from './line.ts'
import { createSightings } from './sightings.ts'

/** The size of a command on the wire. */
const REQUEST = 'x'.repeat(FLOOR_TEXT_BYTES)

/** A table of the floor: what one of its members sends, all get as one text. */
export async function openFloorTable(at: {
  readonly port: number
  readonly table: number
  readonly members: number
  readonly onLost: (error: Error) => void
}): Promise<ActingTable> {
  const lines: Line[] = []
  let seq = 0
  let acted: PromiseWithResolvers<Act> | null = null
  let ackedAtMs = 0

  const sightings = createSightings(() => {
    if (acted === null || !sightings.haveAllSeen(seq)) return
    const { resolve } = acted
    acted = null
    resolve({ ackedAtMs, seenAtMs: sightings.lastAtMs })
  })

  async function addMember(): Promise<void> {
    const see = sightings.addWatcher()
    const index = lines.length
    const opening = openLine({
      port: at.port,
      path: `/?table=${at.table}`,
      headers: {},
      onText(text) {
        const number = Number(/\d+/.exec(text.toString('latin1', 0, 24))?.[0])
        // Its own text coming back is all the answer that there is.
        if (index === seq % at.members) ackedAtMs = performance.now()
        see(number)
      },
      onLost: at.onLost,
    })
    lines.push(await opening)
  }

  for (let member = 0; member < at.members; member++) await addMember()
  return {
    act() {
      seq++
      acted = Promise.withResolvers()
      lines[seq % at.members]?.send(REQUEST)
      return acted.promise
    },
    get deliveries() {
      return sightings.deliveries
    },
    async doubleWatchers() {
      for (let member = 0; member < at.members; member++) await addMember()
    },
    async addSlowReader() {
      const line = await openLine({
        port: at.port,
        path: `/?table=${at.table}`,
        headers: {},
        onText: () => {},
        onLost: () => {},
      })
      line.stopReading()
      lines.push(line)
    },
    close() {
      for (const line of lines) line.close()
    },
  }
}
