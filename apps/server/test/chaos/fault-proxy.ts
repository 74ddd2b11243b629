import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Stands between two programs, passes on what they say to each other, and does on demand what networks do. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number
  /** Whatever passes takes so long on its way, give or take. */
  slowDown(latencyMs: number, jitterMs?: number): void
  /** No more than so many bytes pass in a millisecond, each way of each connection. */
  narrow(bytesPerMs: number): void
  /** Resolves once all connections have been cut, right after so many more bytes from the far side. */
  cutAfter(bytes: number): Promise<void>
  /** Resets all connections. */
  reset(): void
  /** That one side has closed takes so long to get to the other. */
  closeSlowly(ms: number): void
  /** Holds back whatever comes until all is well again. */
  stall(): void
  /** The connections that there are pass nothing on any more, not even their end. */
  deafen(): void
  /** The same, and those that come pass nothing on either. */
  blackhole(): void
  /** Lets everything pass, first of all what was held back; a connection that was deaf stays so. */
  heal(): void
}

interface Link {
  readonly near: Socket
  readonly far: Socket
  isDeaf: boolean
}

/** Passes connections on to a port of 127.0.0.1. `random`, in [0, 1), is what latency varies by. */
export async function startFaultProxy(
  target: number,
  random: () => number = () => 0.5,
): Promise<FaultProxy> {
  const links = new Set<Link>()
  let latencyMs = 0
  let jitterMs = 0
  let closingMs = 0
  let stalled: PromiseWithResolvers<void> | null = null
  let bytesPerMs = Infinity
  let isBlackhole = false
  let cut: { left: number; readonly done: () => void } | null = null

  function carry(link: Link, from: Socket, to: Socket): void {
    let before = Promise.resolve()
    const inTurn = (step: () => Promise<void>): void => {
      before = before.then(step)
    }
    from.on('error', () => {})
    from.on('data', (chunk) => {
      const dueAtMs = performance.now() + latencyMs + (2 * random() - 1) * jitterMs
      inTurn(async () => {
        await stalled?.promise
        const pauseMs = dueAtMs - performance.now()
        if (pauseMs > 0) await delay(pauseMs)
        if (!link.isDeaf) pass(link, from, to, chunk)
        if (bytesPerMs < Infinity) await delay(chunk.length / bytesPerMs)
      })
    })
    from.on('close', () =>
      inTurn(async () => {
        await stalled?.promise
        if (closingMs > 0) await delay(closingMs)
        if (link.isDeaf) return
        links.delete(link)
        to.destroy()
      }),
    )
  }

  function pass({ far }: Link, from: Socket, to: Socket, chunk: Buffer): void {
    if (!cut || from !== far) return void to.write(chunk)
    to.write(chunk.subarray(0, cut.left))
    cut.left -= chunk.length
    if (cut.left > 0) return
    for (const { near } of links) near.end()
    cut.done()
    cut = null
  }

  const front = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const link: Link = { near, far, isDeaf: isBlackhole }
    links.add(link)
    carry(link, near, far)
    carry(link, far, near)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  const address = front.address()
  if (address === null || typeof address === 'string') throw new Error('unreachable: not on TCP')

  const deafen = (): void => {
    for (const link of links) link.isDeaf = true
  }

  return {
    port: address.port,
    slowDown(ms, giveOrTakeMs = 0) {
      latencyMs = ms
      jitterMs = giveOrTakeMs
    },
    narrow(bytes) {
      bytesPerMs = bytes
    },
    cutAfter: (bytes) =>
      new Promise((done) => {
        cut = { left: bytes, done }
      }),
    reset() {
      for (const { near, far } of links) {
        near.resetAndDestroy()
        far.resetAndDestroy()
      }
    },
    closeSlowly(ms) {
      closingMs = ms
    },
    stall() {
      stalled ??= Promise.withResolvers()
    },
    deafen,
    blackhole() {
      isBlackhole = true
      deafen()
    },
    heal() {
      latencyMs = 0
      jitterMs = 0
      closingMs = 0
      bytesPerMs = Infinity
      isBlackhole = false
      cut = null
      stalled?.resolve()
      stalled = null
    },
    async [Symbol.asyncDispose]() {
      front.close()
      for (const { near, far } of links) {
        near.destroy()
        far.destroy()
      }
      await once(front, 'close')
    },
  }
}
