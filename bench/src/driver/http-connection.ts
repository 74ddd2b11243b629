import { once } from 'node:events'
import { connect } from 'node:net'

const END_OF_HEADERS = '\r\n\r\n'
const LAST_CHUNK = '0\r\n\r\n'

/** What the driver needs of an answer. */
export interface Reply {
  readonly status: number
  /** The first cookie that it sets, as it is sent back; null if it sets none. */
  readonly cookie: string | null
  /** The body as it was written, in chunks or not. */
  readonly body: string
}

/** One connection that is kept alive, for one request after the other. */
export interface HttpConnection {
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  close(): void
}

/** Opens a connection. Node's own client takes more time for a request than a bare server does. */
export async function openHttpConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let text = ''
  let waiting: PromiseWithResolvers<Reply> | null = null

  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text += chunk
    const reply = wholeReply(text)
    if (reply === null) return
    text = ''
    const answered = waiting
    waiting = null
    answered?.resolve(reply)
  })
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server has closed a connection')))

  return {
    post(path, body, headers = {}) {
      waiting = Promise.withResolvers()
      let head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n`
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`
      socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      return waiting.promise
    },
    close: () => void socket.destroy(),
  }
}

/** Null while some of it is missing. One answer at a time is on its way, so that it ends where the text ends. */
function wholeReply(text: string): Reply | null {
  const end = text.indexOf(END_OF_HEADERS)
  if (end < 0) return null
  const head = text.slice(0, end)
  const body = text.slice(end + END_OF_HEADERS.length)
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  const isWhole =
    length !== undefined
      ? body.length >= Number(length)
      : !/^transfer-encoding: chunked/im.test(head) || body.endsWith(LAST_CHUNK)
  if (!isWhole) return null
  return {
    status: Number(text.slice(9, 12)),
    cookie: /^set-cookie: ([^;\r]+)/im.exec(head)?.[1] ?? null,
    body,
  }
}
