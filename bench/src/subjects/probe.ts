/**
 * Loaded into a program that is measured, before its own code: does what can only be done from inside, when the driver
 * asks for it. Costs nothing until then.
 */
import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const session = new Session()
/** Code that was used not long ago is given up only after some. */
const COLLECTIONS = 4

/** As often as the server's own metric looks. */
const LOOP_LOOK_MS = 10
const loop = monitorEventLoopDelay({ resolution: LOOP_LOOK_MS })

/** How late timers were since this was asked last, in ms, by the 99th percentile. Looks from the first question on. */
function loopDelayMs(): number {
  // What is recorded is the time between two looks.
  const lateMs = loop.percentile(99) / 1e6 - LOOP_LOOK_MS
  loop.enable()
  loop.reset()
  return Math.max(0, lateMs)
}

async function answer(question: unknown): Promise<unknown> {
  switch (question) {
    case 'collect':
      // Also gives back to the system what V8 would keep for a while.
      for (let time = 0; time < COLLECTIONS; time++) {
        await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' })
      }
      return process.memoryUsage().heapUsed
    case 'rss':
      return process.memoryUsage.rss()
    case 'loop delay':
      return loopDelayMs()
    case 'profile':
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: 200 })
      await session.post('Profiler.start')
      return null
    case 'profiled':
      return (await session.post('Profiler.stop')).profile
    default:
      throw new Error('a question that the probe does not know')
  }
}

process.on('message', (question) => {
  void answer(question).then((result) => process.send?.({ result }))
})
// Whoever measures is gone: nobody else would end this program.
process.on('disconnect', () => process.exit())
process.channel?.unref()
