import type { Command } from '@wordfare/contracts'
import type { Problem } from '../problem-text.ts'

/** What became of a command. The table itself changes through the subscription, never through this answer. */
export type PlayResult = { readonly ok: true } | { readonly ok: false; readonly problem: Problem }

/**
 * Sends a command to the table. Never throws. The page shows the problem in a toast by itself, save for
 * `giveClue`, `rename` and `changeSettings`: whoever sends one of those shows it beside the form.
 */
export type Play = (command: Command) => Promise<PlayResult>
