import { parseArgs } from 'node:util'

import { startDailyStandIn } from './daily-stand-in.ts'

const { values } = parseArgs({
  options: {
    'api-key': { type: 'string' },
    port: { type: 'string', default: '0' },
    domain: { type: 'string', default: 'stand-in' },
    'max-rooms': { type: 'string', default: 'Infinity' },
  },
})
const apiKey = values['api-key']
if (apiKey === undefined) throw new Error('say which key it takes: --api-key <any made-up key>')

const standIn = await startDailyStandIn({
  apiKey,
  port: Number(values.port),
  domain: values.domain,
  maxRooms: Number(values['max-rooms']),
})
process.stdout.write(`The stand-in of Daily's REST API listens at ${standIn.url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void standIn.close())
}
