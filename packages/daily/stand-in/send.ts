import type { ServerResponse } from 'node:http'

import type { Behaviour } from './failure.ts'
import { refusalOf, type Reply } from './reply.ts'

const JSON_TYPE = 'application/json; charset=utf-8'
const ENDLESS_CHUNK = ' '.repeat(16_384)

/** Writes an answer out as it should be. */
export function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': JSON_TYPE, ...headers }).end(JSON.stringify(body))
}

/** Answers as the behaviour says; `work` does what was asked for and gives the true answer. */
export function misbehave(response: ServerResponse, behaviour: Behaviour, work: () => Reply): void {
  switch (behaviour.kind) {
    case 'status': {
      const { status, retryAfter } = behaviour
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      return send(response, { ...refusalOf(status), ...pick(behaviour.body), headers })
    }
    case 'html':
      response
        .writeHead(behaviour.status, { 'content-type': 'text/html' })
        .end('<html><body><h1>Bad gateway</h1></body></html>')
      return undefined
    case 'garbage':
      work()
      response.writeHead(200, { 'content-type': JSON_TYPE }).end('{"name": "wf-')
      return undefined
    case 'altered': {
      const reply = work()
      const body = Object.entries({ ...reply.body, ...behaviour.fields })
      return send(response, {
        status: behaviour.status ?? reply.status,
        body: Object.fromEntries(body.filter(([, value]) => value !== null)),
      })
    }
    case 'redirect':
      response.writeHead(302, { location: behaviour.to }).end()
      return undefined
    case 'silence':
      return undefined
    case 'silence-after-work':
      work()
      return undefined
    case 'trickle':
      return trickle(response, work(), behaviour.intervalMs)
    case 'endless':
      return pour(response)
    case 'reset':
      return reset(response, work())
  }
}

const pick = (body: Reply['body'] | undefined) => (body === undefined ? {} : { body })

function trickle(response: ServerResponse, { status, body }: Reply, intervalMs: number): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': JSON_TYPE })
  let sent = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1))
    sent += 1
    if (sent === bytes.length) response.end()
  }, intervalMs)
  response.once('close', () => clearInterval(timer))
}

function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': JSON_TYPE })
  const more = () => {
    while (!response.destroyed && response.write(ENDLESS_CHUNK)) continue
  }
  response.on('drain', more)
  more()
}

function reset(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': text.length })
  response.write(text.slice(0, text.length / 2), () => response.socket?.resetAndDestroy())
}
