/**
 * The floor under every action: a bare `ws` server that sends one text of a fixed size to everybody at the table for
 * each that it gets. It reads nothing, checks nothing and keeps nothing.
 */
import { createServer } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { FLOOR_TEXT_BYTES } from './floor-text.ts'

interface Table {
  readonly sockets: Set<WebSocket>
  seq: number
}

const tables = new Map<string, Table>()

function tableAt(url: string): Table {
  const table = tables.get(url) ?? { sockets: new Set<WebSocket>(), seq: 0 }
  tables.set(url, table)
  return table
}

const textOf = (seq: number): string =>
  `{"seq":${seq},"text":"`.padEnd(FLOOR_TEXT_BYTES - 2, 'x') + '"}'

const server = createServer((_request, response) => response.end('ok'))
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket, request) => {
  const table = tableAt(request.url ?? '/')
  table.sockets.add(socket)
  socket.on('close', () => table.sockets.delete(socket))
  socket.on('message', () => {
    const text = textOf(++table.seq)
    for (const each of table.sockets) each.send(text)
  })
})
server.listen(Number(process.argv[2]), '127.0.0.1')
