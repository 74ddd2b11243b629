import * as z from 'zod'
import { BOARD_SIZE } from './board-size.ts'
import { playerIdSchema } from './ids.ts'
import { settingsChangeSchema } from './settings.ts'
import { clueWordSchema, playerNameSchema } from './text.ts'
import {
  cardIndexSchema,
  countSchema,
  roleSchema,
  teamSchema,
  turnNumberSchema,
} from './vocabulary.ts'

/** What a player can ask for at a table. Who asks comes from the session, never from here. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('takeSeat'), team: teamSchema, role: roleSchema }),
  z.strictObject({ type: z.literal('leaveSeat') }),
  z.strictObject({ type: z.literal('shuffleTeams') }),
  z.strictObject({ type: z.literal('changeSettings'), settings: settingsChangeSchema }),
  z.strictObject({ type: z.literal('startRound') }),
  z.strictObject({
    type: z.literal('giveClue'),
    word: clueWordSchema,
    count: countSchema,
    /** The cards that the spymaster means (C4). Secret until the round ends. */
    targets: z.array(cardIndexSchema).max(BOARD_SIZE).optional(),
  }),
  /** Marks a card that the player thinks of, or takes the mark away again (G9). */
  z.strictObject({ type: z.literal('mark'), card: cardIndexSchema }),
  /** `turn` is the number of the turn that the guess is meant for, so it can't land in the next one. */
  z.strictObject({ type: z.literal('guess'), card: cardIndexSchema, turn: turnNumberSchema }),
  z.strictObject({ type: z.literal('endTurn'), turn: turnNumberSchema }),
  /** A spectator asks to see the key, and is marked as having seen it (R5). */
  z.strictObject({ type: z.literal('seeKey') }),
  z.strictObject({ type: z.literal('rename'), name: playerNameSchema }),
  z.strictObject({ type: z.literal('makeHost'), playerId: playerIdSchema }),
  z.strictObject({ type: z.literal('removePlayer'), playerId: playerIdSchema }),
  /** The host asks everybody to turn their microphone off (V2). */
  z.strictObject({ type: z.literal('muteAll') }),
  z.strictObject({ type: z.literal('leaveGame') }),
])
export type Command = z.infer<typeof commandSchema>
