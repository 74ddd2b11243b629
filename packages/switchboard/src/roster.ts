import type { Listener } from './switchboard.ts'

/** Somebody at a place, in one of their stays. */
export interface Present {
  readonly value: string
  /** Tells a stay from an earlier one of the same member. */
  readonly token: string
}

/** Who is at a place, kept up by what is told, in whatever order snapshots and news come in. */
export interface Roster {
  readonly members: ReadonlyMap<string, string>
  entered(member: string, present: Present): void
  /** Nothing, where a later stay is known already. */
  left(member: string, token: string): void
  /** Everybody who is there now: tells of all that differs. */
  replace(all: ReadonlyMap<string, Present>): void
}

export function createRoster(listener: Pick<Listener, 'onEntered' | 'onLeft'>): Roster {
  const present = new Map<string, Present>()
  const members = new Map<string, string>()

  function entered(member: string, { value, token }: Present): void {
    const known = present.get(member)
    if (known?.token === token && known.value === value) return
    present.set(member, { value, token })
    members.set(member, value)
    listener.onEntered(member, value)
  }

  function remove(member: string): void {
    present.delete(member)
    members.delete(member)
    listener.onLeft(member)
  }

  return {
    members,
    entered,
    left(member, token) {
      if (present.get(member)?.token === token) remove(member)
    },
    replace(all) {
      for (const member of Array.from(present.keys())) if (!all.has(member)) remove(member)
      for (const [member, one] of all) entered(member, one)
    },
  }
}
