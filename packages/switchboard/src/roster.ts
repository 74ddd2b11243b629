import type { Listener } from './switchboard.ts'

/** Somebody at a place, in one of their stays. */
export interface Present {
  readonly value: string
  /** Tells a stay from an earlier one of the same member. */
  readonly token: string
}

/** Who is at a place, kept up by what is told, and by readings that what is told may overtake. */
export interface Roster {
  readonly members: ReadonlyMap<string, string>
  entered(member: string, present: Present): void
  /** Nothing, where a later stay is known already. */
  left(member: string, token: string): void
  /**
   * Reads who is there and tells of all that differs. What is told meanwhile counts on top of what is read, which may be
   * older. Rejects as `read` does.
   */
  catchUp(read: () => Promise<ReadonlyMap<string, Present>>): Promise<void>
}

/** Something told, as a change of who is there. */
type Change = (all: Map<string, Present>) => void

export function createRoster(listener: Pick<Listener, 'onEntered' | 'onLeft'>): Roster {
  let present: ReadonlyMap<string, Present> = new Map<string, Present>()
  const members = new Map<string, string>()
  /** What was told during each reading that goes on. */
  const readings = new Set<Change[]>()

  function become(next: ReadonlyMap<string, Present>): void {
    const before = present
    present = next
    for (const member of before.keys()) {
      if (next.has(member)) continue
      members.delete(member)
      listener.onLeft(member)
    }
    for (const [member, { value, token }] of next) {
      const known = before.get(member)
      if (known?.token === token && known.value === value) continue
      members.set(member, value)
      listener.onEntered(member, value)
    }
  }

  function apply(all: ReadonlyMap<string, Present>, changes: readonly Change[]): void {
    const next = new Map(all)
    for (const change of changes) change(next)
    become(next)
  }

  function tell(change: Change): void {
    for (const told of readings) told.push(change)
    apply(present, [change])
  }

  return {
    members,
    entered: (member, one) => tell((all) => all.set(member, one)),
    left: (member, token) =>
      tell((all) => {
        if (all.get(member)?.token === token) all.delete(member)
      }),
    async catchUp(read) {
      const told: Change[] = []
      readings.add(told)
      try {
        apply(await read(), told)
      } finally {
        readings.delete(told)
      }
    },
  }
}
