import type { DailyCall } from '@daily-co/daily-js'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { createWorld } from '../test/world.ts'
import { asDailyCall, type PeerCall } from './daily-interface.ts'

/** What daily-react calls by itself, and in the hooks that the app uses. */
const calledByDailyReact = [
  'on',
  'off',
  'isDestroyed',
  'participants',
  'participantCounts',
  'meetingState',
  'meetingSessionState',
  'meetingSessionSummary',
  'getNetworkTopology',
  'getNetworkStats',
  'room',
  'enumerateDevices',
  'getInputDevices',
  'setInputDevicesAsync',
  'setOutputDeviceAsync',
  'isLocalAudioLevelObserverRunning',
  'startLocalAudioLevelObserver',
  'isRemoteParticipantsAudioLevelObserverRunning',
  'startRemoteParticipantsAudioLevelObserver',
  'subscribeToTracksAutomatically',
  'updateParticipant',
] as const satisfies (keyof DailyCall)[]

describe('the interface', () => {
  it('is Daily’s, member by member', () => {
    expectTypeOf<PeerCall>().toExtend<Pick<DailyCall, (typeof calledByDailyReact)[number]>>()
    expectTypeOf<PeerCall['join']>().toEqualTypeOf<DailyCall['join']>()
    expectTypeOf<PeerCall['participants']>().toEqualTypeOf<DailyCall['participants']>()
    const { call } = createWorld().browser('a')
    for (const member of calledByDailyReact) expect(call[member]).toBeTypeOf('function')
  })

  it('gives out the same object where Daily’s type is wanted, also for chaining', () => {
    const { call } = createWorld().browser('a')
    expect(asDailyCall(call)).toBe(call)
    expect(call.on('error', () => {})).toBe(call)
  })

  it('calls a handler once, or until it is taken off, with the event and the call’s id', async () => {
    const { call } = createWorld().browser('a')
    const [once, twice] = [vi.fn<(event: object) => void>(), vi.fn<() => void>()]
    call.once('participant-updated', once)
    call.on('participant-updated', twice)
    await call.leave()
    await call.leave()
    call.off('participant-updated', twice)
    await call.leave()
    expect([once.mock.calls.length, twice.mock.calls.length]).toEqual([1, 2])
    expect(once).toHaveBeenCalledWith({
      action: 'participant-updated',
      callClientId: call.callClientId,
      participant: call.participants().local,
    })
  })
})
