import { expect, it, vi } from 'vitest'
import { createSession } from './session.ts'

const answering = (...statuses: number[]) =>
  vi.fn<typeof fetch>(async () => new Response(null, { status: statuses.shift() ?? 204 }))

it('asks once, however many wait for the session', async () => {
  const fetchSession = answering()
  const session = createSession(fetchSession)
  await Promise.all([session.renew(), session.established(), session.established()])
  await session.established()
  expect(fetchSession).toHaveBeenCalledOnce()
  expect(fetchSession.mock.calls[0]?.[0]).toBe('/session')
  expect(fetchSession.mock.calls[0]?.[1]?.method).toBe('POST')
})

it('renews whenever it is told to', async () => {
  const fetchSession = answering()
  const session = createSession(fetchSession)
  await session.renew()
  await session.renew()
  expect(fetchSession).toHaveBeenCalledTimes(2)
})

it('is not established by a refusal, and asks again', async () => {
  const fetchSession = answering(503, 204)
  const session = createSession(fetchSession)
  await expect(session.established()).rejects.toThrow('503')
  await expect(session.established()).resolves.toBeUndefined()
  expect(fetchSession).toHaveBeenCalledTimes(2)
})
