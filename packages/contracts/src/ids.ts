import * as z from 'zod'
import { ID_FORM, JOIN_CODE_FORM } from './id-forms.ts'

const id = z.string().regex(ID_FORM)

/** Names one game. Random, at least 128 bits: whoever knows it may open the table by link. */
export const gameIdSchema = id.brand<'GameId'>()
export type GameId = z.infer<typeof gameIdSchema>

/** Names one player at one game. Never derived from anything that a client sends. */
export const playerIdSchema = id.brand<'PlayerId'>()
export type PlayerId = z.infer<typeof playerIdSchema>

/** Chosen by the client, once per intent; sending the same command again with it changes nothing. */
export const commandIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/)
  .brand<'CommandId'>()
export type CommandId = z.infer<typeof commandIdSchema>

/** A code to say aloud. Lower case, spaces and dashes are forgiven: `k7mq-24xd` is `K7MQ24XD`. */
export const joinCodeSchema = z
  .string()
  .max(64)
  .transform((code) => code.replaceAll(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(JOIN_CODE_FORM))
  .brand<'JoinCode'>()
export type JoinCode = z.infer<typeof joinCodeSchema>
