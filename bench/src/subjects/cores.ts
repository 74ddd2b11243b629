import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The core of everything that is measured, and the core of what drives it. */
export const SERVED_CORE = 0
const DRIVER_CORE = 1
const CORES = availableParallelism()

/** Whether what is measured can have a core to itself: on Linux, with two cores or more. */
export const canPin = CORES > 1 && hasTaskset()

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** How often to try: a thread that ends while all of them are pinned makes one try fail. */
const PIN_TRIES = 5

/** `cores` is one core, or a range of them, such as `0-3`. */
export function pin(pid: number, cores: number | string): void {
  if (!canPin) return
  for (let tries = 1; ; tries++) {
    try {
      execFileSync('taskset', ['-a', '-c', '-p', String(cores), String(pid)], { stdio: 'ignore' })
      return
    } catch (error) {
      if (tries === PIN_TRIES) throw error
    }
  }
}

/** Keeps the driver off the core of what it drives. */
export const pinDriver = (): void => pin(process.pid, DRIVER_CORE)

/** Whatever is started meanwhile may use all cores, and not the driver's alone. */
export async function onAllCores<T>(start: () => Promise<T>): Promise<T> {
  pin(process.pid, `0-${CORES - 1}`)
  try {
    return await start()
  } finally {
    pinDriver()
  }
}

/** A command line that starts a program on the core of what is measured. */
export const pinned = (command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  canPin ? ['taskset', '-c', String(SERVED_CORE), ...command] : command
