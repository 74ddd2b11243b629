import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * Serves the built web app from `root`: the files as they lie there, compressed copies where there are some, and
 * the page itself for the lobby and for every table.
 */
export async function serveWebApp(app: FastifyInstance, root: string): Promise<void> {
  // Where the build puts files whose names change with their content.
  const hashed = join(root, 'assets') + sep
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        path.startsWith(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  for (const url of ['/', '/g/*']) {
    app.get(url, (_request, reply) => reply.sendFile('index.html'))
  }
}
