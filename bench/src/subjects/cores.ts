import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The core of everything that is measured, and the core of what drives it. */
export const SERVED_CORE = 0
const DRIVER_CORE = 1

/** Whether what is measured can have a core to itself: on Linux, with two cores or more. */
export const canPin = availableParallelism() > 1 && hasTaskset()

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export function pin(pid: number, core: number): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)])
}

/** Keeps the driver off the core of what it drives. */
export const pinDriver = (): void => pin(process.pid, DRIVER_CORE)

/** A command line that starts a program on the core of what is measured. */
export const pinned = (command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  canPin ? ['taskset', '-c', String(SERVED_CORE), ...command] : command
