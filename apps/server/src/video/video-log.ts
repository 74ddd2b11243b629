/** Facts for the log, without rooms, tokens and people. A pino logger fits. */
export interface VideoLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
