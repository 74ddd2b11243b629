import type { JoinCode, PlayerId, PublicEvent } from '@wordfare/contracts'

type Public<T extends PublicEvent['type']> = Extract<PublicEvent, { type: T }>

/** An event whose public form shows everything that it holds. */
type Open = Exclude<
  PublicEvent,
  { type: 'GameCreated' | 'RoundStarted' | 'ClueGiven' | 'CallReady' }
>

/** The private room that was made for a table. */
export interface Room {
  readonly name: string
  readonly url: string
  /** The vendor's id of the account that the room belongs to; tokens for the room name it. */
  readonly domainId: string
  /** When the room closes and ejects everyone, in milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
}

/**
 * A fact in the log of a game. Wherever it differs from its public form it holds more than an audience may
 * know; `redact` is the only way out of the server.
 */
export type GameEvent =
  | Open
  | (Omit<Public<'GameCreated'>, 'joinCode'> & { readonly joinCode: JoinCode })
  | (Omit<Public<'RoundStarted'>, 'key'> & {
      readonly key: NonNullable<Public<'RoundStarted'>['key']>
    })
  | (Omit<Public<'ClueGiven'>, 'by'> & { readonly by: PlayerId })
  | (Public<'CallReady'> & { readonly room: Room | null })
