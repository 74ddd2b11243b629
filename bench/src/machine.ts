import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'

const LOOK_MS = 1000

/** How busy all cores together are while nothing is measured, 0 to 1. Takes a second. */
export async function busyShare(): Promise<number> {
  const before = times()
  await delay(LOOK_MS)
  const after = times()
  return 1 - (after.idle - before.idle) / (after.all - before.all)
}

function times(): { readonly idle: number; readonly all: number } {
  const cores = cpus().map(({ times: core }) => core)
  return {
    idle: cores.reduce((sum, { idle }) => sum + idle, 0),
    all: cores.flatMap((core) => Object.values(core)).reduce((sum, each) => sum + each, 0),
  }
}

/** In a few words: what matters here of the machine and of what runs it. */
export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`
