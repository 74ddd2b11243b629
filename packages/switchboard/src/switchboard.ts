/** Where servers meet, such as the audience of a game; a short text without spaces. */
export type Place = string

/** What a server does about what happens at a place. None of it may throw. */
export interface Listener {
  /** Somebody is there now, or is there with another value than before. */
  onEntered(member: string, value: string): void
  onLeft(member: string): void
  onSaid(text: string): void
}

/** A stay of somebody at a place, held by the server that made it. It ends with that server. */
export interface Stay {
  /** Tells the others of another value. After the stay has ended it changes nothing. */
  change(value: string): void
  /** Ends the stay, unless the same member has come in anew and it is over already. */
  end(): void
}

/** A place as one server knows it. */
export interface Gathering {
  /** Everybody who is there, through whichever server, with what they are there as. */
  readonly members: ReadonlyMap<string, string>
  /**
   * Brings somebody in; who is there already is there anew, and the earlier stay is over. Null when `most` are there.
   * @throws {SwitchboardUnavailable} when the others can't be reached
   */
  enter(member: string, value: string, most?: number): Promise<Stay | null>
  /** Says something to every server that listens here, this one too. What can't be said is lost. */
  say(text: string): void
  /** Listens no more. Stays that were made here go on until they are ended. */
  leave(): void
}

/** How often something may be done: `count` times within any `perMs`, in whole seconds. */
export interface Rate {
  /** Tells rates apart. */
  readonly name: string
  readonly count: number
  readonly perMs: number
}

/**
 * What the servers of one deployment know together for the moment. Nothing in it outlives them, and no move depends
 * on it: that is what the event store is for.
 */
export interface Switchboard {
  /** @throws {SwitchboardUnavailable} */
  gather(place: Place, listener: Listener): Promise<Gathering>
  /**
   * Gives a task to the first server that asks for it; for that long no other server gets it, and the one that has it
   * may ask again.
   * @throws {SwitchboardUnavailable}
   */
  claim(task: string, forMs: number): Promise<boolean>
  /**
   * Counts something against a rate: 0 when it may be done, or else in how many milliseconds it may. Every server counts
   * by itself while the others can't be reached.
   */
  spend(rate: Rate, who: string): Promise<number>
  /** Ends all stays that were made here, and lets go of everything. */
  close(): Promise<void>
}

/** The other servers can't be reached. */
export class SwitchboardUnavailable extends Error {
  override readonly name = 'SwitchboardUnavailable'
}
