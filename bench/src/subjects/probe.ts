/**
 * Loaded into a program that is measured, before its own code: does what can only be done from inside, when the driver
 * asks for it. Costs nothing meanwhile.
 */
import { Session } from 'node:inspector/promises'

const session = new Session()
/** Code that was used not long ago is given up only after some. */
const COLLECTIONS = 4

async function answer(question: unknown): Promise<unknown> {
  switch (question) {
    case 'collect':
      // Also gives back to the system what V8 would keep for a while.
      for (let time = 0; time < COLLECTIONS; time++) {
        await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' })
      }
      return process.memoryUsage().heapUsed
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
