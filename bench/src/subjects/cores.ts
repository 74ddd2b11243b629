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

/** How often to try: a thread that ends while all of them are told makes one try fail. */
const TRIES = 5

function tellThreads(pid: number, [command, ...args]: readonly [string, ...string[]]): void {
  if (!canPin) return
  for (let tries = 1; ; tries++) {
    try {
      execFileSync(command, ['-a', ...args, String(pid)], { stdio: 'ignore' })
      return
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}

/** `cores` is one core, or a range of them, such as `0-3`. */
export const pin = (pid: number, cores: number | string): void =>
  tellThreads(pid, ['taskset', '-c', '-p', String(cores)])

/** From now on the process runs only while nobody else wants its core. */
export const makeIdle = (pid: number): void => tellThreads(pid, ['chrt', '--idle', '-p', '0'])

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
