import { expect, onTestFinished } from 'vitest'
import * as z from 'zod'

import { startDailyStandIn, type DailyStandInOptions } from '../stand-in/index.ts'
import { KEY } from './known-key.ts'

/** When everything happens, and a moment after it in seconds. */
const NOW_MS = 1_700_000_000_000
export const SOON = 1_700_000_060

/** Only what the tests look into. */
const answerSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  total_count: z.int().optional(),
  data: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  ejectedIds: z.array(z.string()).optional(),
})

/** A stand-in at a moment that is set by hand, and how to ask it as Daily is asked. */
export async function standInAt(options: Partial<DailyStandInOptions> = {}) {
  let nowMs = NOW_MS
  const standIn = await startDailyStandIn({ apiKey: KEY, now: () => nowMs, ...options })
  onTestFinished(() => standIn.close())

  async function ask(method: string, path: string, body?: unknown, headers = {}) {
    const response = await fetch(standIn.url + path, {
      method,
      headers: {
        authorization: `Bearer ${KEY}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, body: answerSchema.parse(await response.json()) }
  }
  const wait = (seconds: number) => {
    nowMs += seconds * 1_000
  }
  return { standIn, ask, wait }
}

export const invalid = (info: unknown = expect.any(String)) => ({
  status: 400,
  body: { error: 'invalid-request-error', info },
})
export const absent = { status: 404, body: { error: 'not-found', info: 'room not found' } }
