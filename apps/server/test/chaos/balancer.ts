import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Address } from '../browser.ts'
import { ORIGIN } from '../test-server.ts'

/** What stands before several servers, as one address: each connection goes to the next of them that takes it. */
export interface Balancer extends Address, AsyncDisposable {
  /** The servers that there are from now on. */
  serve(servers: readonly Address[]): void
}

export async function startBalancer(): Promise<Balancer> {
  let servers: readonly Address[] = []
  let next = 0
  const sockets = new Set<Socket>()

  function forward(client: Socket, tries: number): void {
    const target = servers[next++ % servers.length]
    if (!target || tries === 0) return void client.destroy()
    const { hostname, port } = new URL(target.url)
    const server = connect(Number(port), hostname)
    server.once('error', () => {
      if (server.readyState === 'open') client.destroy()
      else forward(client, tries - 1)
    })
    server.once('connect', () => {
      sockets.add(server)
      server.removeAllListeners('error')
      client.pipe(server).pipe(client)
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        one.once('close', () => {
          sockets.delete(one)
          other.destroy()
        })
      }
      server.on('error', () => {})
    })
  }

  const front = createServer((client) => {
    sockets.add(client)
    client.on('error', () => {})
    client.once('close', () => sockets.delete(client))
    forward(client, servers.length)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  const address = front.address()
  if (address === null || typeof address === 'string') throw new Error('unreachable: not on TCP')

  return {
    url: `http://127.0.0.1:${address.port}`,
    origin: ORIGIN,
    serve(some) {
      servers = some
    },
    async [Symbol.asyncDispose]() {
      front.close()
      for (const socket of sockets) socket.destroy()
      await once(front, 'close')
    },
  }
}
