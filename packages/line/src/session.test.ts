import { afterEach, expect, it, vi } from 'vitest'
import { createSession } from './session.ts'

afterEach(() => void vi.useRealTimers())

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

/** A network that is dead at first: what is sent until `heal` is never answered. */
function dyingNetwork() {
  let isDead = false
  const signals: AbortSignal[] = []
  const fetchSession = vi.fn<typeof fetch>(async (_path, init) => {
    if (init?.signal) signals.push(init.signal)
    if (isDead) await new Promise((_, reject) => init?.signal?.addEventListener('abort', reject))
    return new Response(null, { status: 204 })
  })
  return { fetchSession, signals, die: () => (isDead = true), heal: () => (isDead = false) }
}

it('[B25] asks anew beside a request that nothing is heard of, and is content with the first answer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { fetchSession, signals, die, heal } = dyingNetwork()
  const session = createSession(fetchSession)
  await session.renew()
  die()
  const renewed = session.renew()
  await vi.advanceTimersByTimeAsync(4_000)
  expect(fetchSession.mock.calls.length).toBeGreaterThan(2)
  heal()
  await vi.advanceTimersByTimeAsync(3_000)
  await expect(renewed).resolves.toBeUndefined()
  const { length } = fetchSession.mock.calls
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetchSession.mock.calls).toHaveLength(length)
  expect(signals.every(({ aborted }) => aborted)).toBe(true)
})

it('never asks for a first session twice at the same time', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { fetchSession, die } = dyingNetwork()
  die()
  const session = createSession(fetchSession)
  session.established().catch(() => {})
  await vi.advanceTimersByTimeAsync(7_000)
  expect(fetchSession).toHaveBeenCalledOnce()
})
