import { fileURLToPath } from 'node:url'
import { startProgram } from './program.ts'
import { running, type Subject } from './subject.ts'

const floor = (name: string, file: string): Subject => ({
  name,
  async start(how = 'probed') {
    await using resources = new AsyncDisposableStack()
    const program = resources.use(
      await startProgram({
        main: fileURLToPath(new URL(`../floor/${file}`, import.meta.url)),
        hasProbe: how === 'probed',
        args: (port) => [String(port)],
      }),
    )
    return running([program], resources.move())
  },
})

/** A bare `ws` server. */
export const broadcastFloor = floor('floor: bare `ws`', 'broadcast.ts')
/** Bare Fastify routes. */
export const routesFloor = floor('floor: bare Fastify', 'routes.ts')
