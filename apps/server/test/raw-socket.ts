import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import { newAddress } from './browser.ts'
import { textOf } from './text-of.ts'
import { ORIGIN, type TestServer } from './test-server.ts'

/** A socket of a client that does as it likes, from an address of its own unless the headers name one. */
export const openSocket = (
  server: Pick<TestServer, 'url'>,
  options: ClientOptions = { origin: ORIGIN },
  path = '/trpc',
): WebSocket =>
  new WebSocket(`${server.url.replace('http', 'ws')}${path}`, {
    ...options,
    headers: { 'x-forwarded-for': newAddress(), ...options.headers },
  })

/** The status with which an upgrade is refused. */
export async function refusalOf(socket: WebSocket): Promise<number | undefined> {
  const [request, response] = await once(socket, 'unexpected-response')
  request.destroy()
  return response.statusCode
}

export const closeCode = async (socket: WebSocket): Promise<number> =>
  (await once(socket, 'close'))[0]

/** A call as it is written on a socket. */
export const call = (id: number | null, path: string, method = 'query', input?: unknown) => ({
  id,
  method,
  params: { path, input },
})

/** The first `count` answers to frames. */
export async function answersTo(socket: WebSocket, frames: readonly string[], count: number) {
  if (socket.readyState !== socket.OPEN) await once(socket, 'open')
  const answers: { id: number | null; error?: { data: { code: string } }; result?: unknown }[] = []
  const enough = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    answers.push(JSON.parse(textOf(data)))
    if (answers.length === count) enough.resolve()
  })
  for (const frame of frames) socket.send(frame)
  await enough.promise
  return answers
}
