import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Between two looks; the first answer is known as exactly as that. */
const PAUSE_MS = 1

/** Whether `/healthz` is answered with status 200. Waits a moment before it says no. */
export async function isServing(port: number): Promise<boolean> {
  const answered = Promise.withResolvers<boolean>()
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('connect', () => socket.write('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'))
  socket.on('data', (answer) =>
    answered.resolve(answer.toString('latin1', 0, 12) === 'HTTP/1.1 200'),
  )
  socket.on('error', () => answered.resolve(false))
  socket.on('close', () => answered.resolve(false))
  const serves = await answered.promise
  socket.destroy()
  if (!serves) await delay(PAUSE_MS)
  return serves
}
