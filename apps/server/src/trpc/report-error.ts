import { gameIdSchema } from '@wordfare/contracts'
import type { TRPCError } from '@trpc/server'
import * as z from 'zod'
import { isOurFault } from './errors.ts'

/**
 * Tells the people who run the server about a failed call, if the fault is on this side. The log is that of the
 * request by which the call came, or its socket did, and names it.
 */
export type ReportError = (
  log: ErrorLog,
  error: TRPCError,
  path: string | undefined,
  input: unknown,
) => void

/** Facts for the log. A pino logger fits. */
export interface ErrorLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

const withGameIdSchema = z.object({ gameId: gameIdSchema })

/** Of the input only the id of the game is ever written down. */
export const reportError: ReportError = (log, error, path, input) => {
  if (!isOurFault(error)) return
  const about = withGameIdSchema.safeParse(input)
  const gameId = about.success ? about.data.gameId : null
  log.error({ err: error.cause ?? error, path: path ?? null, gameId }, 'a call failed')
}
