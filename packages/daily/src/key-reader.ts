import type { Credentials } from './credentials.ts'
import type { DailyLimits } from './daily-limits.ts'
import type { DailyLog } from './daily-log.ts'
import type { Secret } from './secret.ts'

/** Keeps the key in use the one that Daily takes, as far as there is another to be read. */
export interface KeyReader {
  /**
   * After Daily refused a request with this authorization: whether another key is in use, so that the request is worth
   * sending again. Waits no longer than `patienceMs` for one to be read.
   */
  replaceRefused(authorization: string, patienceMs: number): Promise<boolean>
  /** Reads the key now, whether or not it was refused. */
  reload(): Promise<void>
}

export function createKeyReader(deps: {
  readonly credentials: Pick<Credentials, 'authorization' | 'use'>
  readonly readKey: () => Promise<Secret | null>
  readonly limits: Pick<DailyLimits, 'attemptTimeoutMs' | 'keyReadPauseMs'>
  readonly log: DailyLog
  readonly onKeyChanged: () => void
}): KeyReader {
  const { credentials, readKey, limits, log, onKeyChanged } = deps
  const askForKey = async () => readKey()
  let reading: Promise<void> | null = null
  let readForRefusalAtMs = -Infinity

  const read = (): Promise<void> =>
    (reading ??= readAndUse().finally(() => {
      reading = null
    }))

  async function readAndUse(): Promise<void> {
    const key = await within(limits.attemptTimeoutMs, askForKey()).catch(() => {
      // What was thrown may quote what was read, so it ends here.
      log.warn({}, 'daily: the key can not be read again')
      return null
    })
    if (key === null || !credentials.use(key)) return
    log.info({}, 'daily: another key is in use')
    onKeyChanged()
  }

  return {
    async replaceRefused(authorization, patienceMs) {
      if (credentials.authorization() === authorization) {
        const nowMs = performance.now()
        const isDue = nowMs - readForRefusalAtMs >= limits.keyReadPauseMs
        if (isDue) readForRefusalAtMs = nowMs
        await within(patienceMs, isDue ? read() : reading)
      }
      return credentials.authorization() !== authorization
    },

    async reload() {
      // A reading that is under way may have begun before the change that this one is for.
      await reading
      await read()
    },
  }
}

/** What the work gives, or null when it takes too long. */
async function within<T>(ms: number, work: Promise<T> | null): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, ms, null)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
