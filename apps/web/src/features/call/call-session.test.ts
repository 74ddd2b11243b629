import type { DailyCall } from '@daily-co/daily-js'
import type { CallTicket } from '@wordfare/contracts'
import type { PeerCall } from '@wordfare/peer-call'
import { idOf } from '../../../test/a-table.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCallSession } from './call-session.ts'
import type { FatalCallError } from './call-problem.ts'
import type { OpenedCall } from './open-call.ts'

const ticket: CallTicket = { status: 'ready', kind: 'peer', iceServers: [], maxParticipants: 10 }
/** Lets all that waits for nothing but its turn have it. */
const settle = () => vi.advanceTimersByTimeAsync(0)
const muted = { audio: false, video: false }

/** A call that does nothing but what the test tells it to. */
function aCall() {
  const listeners = new Map<string, (event: object) => void>()
  const destroy = vi.fn<DailyCall['destroy']>(async () => undefined)
  let media = muted
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that a session asks of a call
  const call = {
    on: (event: string, listener: (event: object) => void) => listeners.set(event, listener),
    meetingState: () => 'joined-meeting',
    localAudio: () => media.audio,
    localVideo: () => media.video,
    destroy,
  } as unknown as DailyCall
  const join = vi.fn<OpenedCall['join']>(async () => undefined)
  const setAudioRecipients = vi.fn<PeerCall['setAudioRecipients']>()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  const peer = { setAudioRecipients } as unknown as PeerCall
  return {
    opened: { call, peer, join } satisfies OpenedCall,
    join,
    destroy,
    setAudioRecipients,
    turn(next: typeof muted) {
      media = next
      listeners.get('participant-updated')?.({ participant: { local: true } })
    },
    break: (error: FatalCallError) => listeners.get('error')?.({ error }),
  }
}

function aSession(calls: ReturnType<typeof aCall>[]) {
  const getTicket = vi.fn<() => Promise<CallTicket>>(async () => ticket)
  const left = [...calls]
  const session = createCallSession({
    getTicket,
    open: async () => {
      const next = left.shift()
      if (!next) throw new Error('could not be loaded')
      return next.opened
    },
  })
  const expectPhase = (phase: string) => vi.waitFor(() => expect(session.get().phase).toBe(phase))
  return { session, getTicket, expectPhase }
}

test('goes by the check of the devices into the call, and lets go of it', async () => {
  const call = aCall()
  const { session, expectPhase } = aSession([call])
  session.start()
  await expectPhase('checking')
  session.join({ audio: true, video: false })
  await expectPhase('in')
  expect(call.join.mock.calls).toEqual([[{ audio: true, video: false }]])
  session.close()
  await vi.waitFor(() => expect(call.destroy).toHaveBeenCalledOnce())
})

test('a ticket that has expired is renewed once, without a question', async () => {
  const [first, second] = [aCall(), aCall()]
  const { session, getTicket, expectPhase } = aSession([first, second])
  session.start()
  await expectPhase('checking')
  first.join.mockReturnValue(new Promise(() => undefined))
  second.join.mockReturnValue(new Promise(() => undefined))
  session.join(muted)
  first.break({ type: 'exp-token' })
  await expectPhase('joining')
  expect(getTicket).toHaveBeenCalledTimes(2)
  expect(first.destroy).toHaveBeenCalledOnce()

  second.break({ type: 'exp-token' })
  await expectPhase('failed')
  expect(getTicket).toHaveBeenCalledTimes(2)
})

test('a ticket that expires during the check of the devices is renewed, and the check goes on', async () => {
  const [first, second] = [aCall(), aCall()]
  const { session, getTicket, expectPhase } = aSession([first, second])
  session.start()
  await expectPhase('checking')
  first.break({ type: 'exp-token' })
  await expectPhase('opening')
  await expectPhase('checking')
  expect(session.get()).toMatchObject({ opened: second.opened })
  expect(getTicket).toHaveBeenCalledTimes(2)
  expect(second.join).not.toHaveBeenCalled()
})

test('comes back with camera and microphone as they were last', async () => {
  const [first, second] = [aCall(), aCall()]
  const { session, expectPhase } = aSession([first, second])
  session.start()
  await expectPhase('checking')
  session.join({ audio: true, video: true })
  await expectPhase('in')
  first.turn({ audio: false, video: true })
  first.break({ type: 'exp-room' })
  await vi.waitFor(() => expect(second.join.mock.calls).toEqual([[{ audio: false, video: true }]]))
})

test('[V3] whom the player talks to is settled before they join, and after each change', async () => {
  const [first, second] = [aCall(), aCall()]
  const { session, expectPhase } = aSession([first, second])
  const team = new Set([idOf('Ada'), idOf('Bob')])
  session.talkTo(team)
  session.start()
  await expectPhase('checking')
  expect(first.setAudioRecipients.mock.calls).toEqual([[team]])
  session.join(muted)
  await expectPhase('in')
  session.talkTo('everyone')
  expect(first.setAudioRecipients).toHaveBeenLastCalledWith('everyone')

  session.talkTo(team)
  second.join.mockImplementation(async () => {
    expect(second.setAudioRecipients.mock.calls).toEqual([[team]])
  })
  first.break({ type: 'exp-token' })
  await vi.waitFor(() => expect(second.join).toHaveBeenCalled())
  await expectPhase('in')
})

test('one who joined elsewhere stays out until asking', async () => {
  const [first, second] = [aCall(), aCall()]
  const { session, expectPhase } = aSession([first, second])
  session.start()
  await expectPhase('checking')
  session.join(muted)
  await expectPhase('in')
  first.break({ type: 'ejected', details: { reason: 'elsewhere' } })
  await expectPhase('failed')
  session.start()
  await expectPhase('checking')
})

test('a call that can’t be reached is tried again, later and later, until the player leaves it', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const calls = [aCall(), aCall(), aCall()] as const
  const { session, getTicket } = aSession([...calls])
  session.start()
  await settle()
  session.join({ audio: true, video: false })
  await settle()
  for (const [tries, pauseMs] of [1_000, 2_000].entries()) {
    calls[tries]?.join.mockReturnValue(new Promise(() => undefined))
    calls[tries]?.break({ type: 'connection-error' })
    expect(session.get().phase).toBe('failed')
    calls[tries + 1]?.join.mockReturnValue(new Promise(() => undefined))
    await vi.advanceTimersByTimeAsync(pauseMs - 1)
    expect(getTicket).toHaveBeenCalledTimes(tries + 1)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls[tries + 1]?.join.mock.calls).toEqual([[{ audio: true, video: false }]])
  }
  calls[2].break({ type: 'connection-error' })
  session.close()
  await vi.runAllTimersAsync()
  expect(getTicket).toHaveBeenCalledTimes(3)
})

test('a call that can’t be loaded, or has no ticket, says so', async () => {
  const { session, getTicket, expectPhase } = aSession([])
  session.start()
  await expectPhase('failed')
  expect(session.get()).toMatchObject({ problem: { remedy: 'try-again' } })

  getTicket.mockResolvedValue({ status: 'pending', reason: null })
  session.start()
  await vi.waitFor(() =>
    expect(session.get()).toMatchObject({
      problem: { text: 'The call is not ready yet. The game goes on.' },
    }),
  )
})
