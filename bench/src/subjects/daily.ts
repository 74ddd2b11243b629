import { startDailyStandIn } from '@wordfare/daily/stand-in'
import { running, type Subject } from './subject.ts'
import { forOwnMachine, startServer } from './wordfare.ts'

const API_KEY = 'a-made-up-key-of-some-length'

/**
 * One server with its own file that makes its rooms at Daily, which answers or keeps silent. The stand-in of Daily is in the
 * driver's process: the server asks it a few times a second, however much it has to ask.
 */
export const atDaily = (checkout: string, daily: 'up' | 'silent'): Subject => ({
  name: `one server, SQLite, Daily ${daily}`,
  async start(how = 'probed') {
    await using resources = new AsyncDisposableStack()
    const standIn = resources.adopt(await startDailyStandIn({ apiKey: API_KEY }), (one) =>
      one.close(),
    )
    if (daily === 'silent') standIn.fail({ behaviour: { kind: 'silence' } })
    const server = resources.use(
      await startServer(checkout, how === 'probed', {
        ...forOwnMachine,
        VIDEO: 'daily',
        DAILY_API_KEY: API_KEY,
        DAILY_API_URL: standIn.url,
      }),
    )
    return running([server], resources.move())
  },
})
