/** Where the package says what it does, in facts that hold no key, token, room or person. A pino logger fits. */
export interface DailyLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
}
