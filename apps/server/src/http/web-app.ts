import { readdirSync } from 'node:fs'
import { sep } from 'node:path'
import negotiate from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** The names that compressed copies end with, the smaller copies first. */
const ENDINGS = { br: '.br', gzip: '.gz' } as const
const ENCODINGS = ['br', 'gzip'] as const

/** Where the build puts files whose names change with their content. */
const HASHED = 'assets/'

/**
 * Serves the built web app from `root`: the files that lie there now, compressed copies where there are some, and the page
 * itself for the lobby and for every table.
 */
export function serveWebApp(app: FastifyInstance, root: string): void {
  const files = new Set(
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) =>
      path.replaceAll(sep, '/'),
    ),
  )

  function encodingFor(request: FastifyRequest, file: string): keyof typeof ENDINGS | null {
    const accepted = request.headers['accept-encoding']
    if (accepted === undefined) return null
    return negotiate(
      // Whoever takes anything need not know the newer one.
      accepted.toLowerCase().replaceAll('*', 'gzip'),
      ENCODINGS.filter((encoding) => files.has(file + ENDINGS[encoding])),
    )
  }

  async function sendFile(request: FastifyRequest, reply: FastifyReply, file: string) {
    if (!files.has(file)) return reply.callNotFound()
    const { default: send } = await import('@fastify/send')
    const encoding = encodingFor(request, file)
    const path = encoding ? file + ENDINGS[encoding] : file
    const sent = await send(request.raw, encodeURI(path), {
      root,
      index: false,
      cacheControl: false,
      contentType: false,
    })
    if (sent.statusCode === 404 || sent.type === 'directory') return reply.callNotFound()
    if (sent.type === 'error') throw sent.metadata.error
    const type = send.mime.getType(file) ?? 'application/octet-stream'
    return reply
      .code(sent.statusCode)
      .headers({
        ...sent.headers,
        'content-type': send.isUtf8MimeType(type) ? `${type}; charset=utf-8` : type,
        'cache-control': file.startsWith(HASHED)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
        vary: 'accept-encoding',
        ...(encoding && { 'content-encoding': encoding }),
      })
      .send(sent.stream)
  }

  for (const url of ['/', '/g/*']) {
    app.get(url, (request, reply) => sendFile(request, reply, 'index.html'))
  }
  app.get<{ Params: { '*': string } }>('/*', (request, reply) =>
    sendFile(request, reply, request.params['*']),
  )
}
