import { cpuMsOf } from './process-usage.ts'
import type { Program } from './program.ts'

/** Something whose figures are taken. */
export interface Subject {
  readonly name: string
  /** `bare`: nothing is loaded but what it loads itself, and nothing can be asked of it. */
  start(how?: 'probed' | 'bare'): Promise<Running>
}

/** In bytes. */
export interface Memory {
  /** What the system has given it, in RAM. */
  readonly rss: number
  /** What its own objects take. */
  readonly heap: number
}

/** A subject in operation: the programs that clients reach, and what stands behind them. */
export interface Running extends AsyncDisposable {
  readonly ports: readonly number[]
  readonly startedInMs: number
  /** The time that all of it has spent on a CPU so far, in ms. */
  cpuMs(): number
  /** The memory of the programs after a garbage collection. Without what stands behind them. */
  memory(): Promise<Memory>
  /** What the system has given the programs, as it is, in bytes. */
  rss(): Promise<number>
  /** By how much the event loop was late at worst, but for one time in a hundred, since this was asked last; in ms. */
  loopDelayMs(): Promise<number>
  /** What the first program does with its time while `work` is under way. */
  profile(work: () => Promise<unknown>): Promise<unknown>
}

/** `behind` are the processes that the programs work with. All are released with it, the last one first. */
export function running(
  programs: readonly [Program, ...Program[]],
  resources: AsyncDisposableStack,
  behind: readonly number[] = [],
): Running {
  const pids = [...programs.map(({ pid }) => pid), ...behind]
  const askAll = async (question: 'collect' | 'rss' | 'loop delay'): Promise<number[]> =>
    (await Promise.all(programs.map((program) => program.ask(question)))).map(Number)
  return {
    ports: programs.map(({ port }) => port),
    startedInMs: programs[0].startedInMs,
    cpuMs: () => sum(pids.map(cpuMsOf)),
    async memory() {
      const heap = sum(await askAll('collect'))
      return { heap, rss: sum(await askAll('rss')) }
    },
    rss: async () => sum(await askAll('rss')),
    loopDelayMs: async () => Math.max(...(await askAll('loop delay'))),
    async profile(work) {
      await programs[0].ask('profile')
      await work()
      return programs[0].ask('profiled')
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0)
