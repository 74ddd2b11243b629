import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorld, idOf, pass, settle, type Browser, type World } from '../test/world.ts'

let world: World

const refusalOf = (joining: Promise<unknown>) =>
  joining.then(
    () => null,
    (error: unknown) => error,
  )

/** Whether the player's voice goes to each of the others, in the order in which they were met. */
const voices = (from: Browser) =>
  from.connections
    .filter(({ connectionState }) => connectionState !== 'closed')
    .map((connection) => connection.getTransceivers()[0]?.sender.track !== null)

beforeEach(() => {
  vi.useFakeTimers()
  world = createWorld()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('joining and leaving', () => {
  it('joins with everything off and asks for no device', async () => {
    const ann = await world.joined('a')
    expect(ann.devices.asked).toEqual([])
    expect(ann.call.meetingState()).toBe('joined-meeting')
    expect(ann.events).toEqual([
      'joining-meeting',
      'joined-meeting',
      'participant-counts-updated',
      'network-connection',
    ])
    expect(world.server.seat(ann.playerId).media).toEqual({
      audio: false,
      video: false,
      audioBlocked: null,
      videoBlocked: null,
    })
  })

  it('answers join with the participants', async () => {
    const ann = await world.joined('a')
    const bob = world.browser('b')
    const joining = bob.call.join()
    await settle()
    const participants = await joining
    expect(Object.keys(participants!)).toEqual(['local', ann.playerId])
    expect(participants![ann.playerId]).toMatchObject({
      session_id: ann.playerId,
      user_id: ann.playerId,
      user_name: 'A',
      local: false,
    })
    expect(participants!.local).toMatchObject({ session_id: bob.playerId, local: true })
  })

  it('enters once when asked to join twice', async () => {
    const ann = world.browser('a')
    const joins = [ann.call.join(), ann.call.join()]
    await settle()
    const [first, second] = await Promise.all(joins)
    expect(first).toBe(second)
    expect(ann.events.filter((event) => event === 'joining-meeting')).toHaveLength(1)
  })

  it('shows its own participant before it has joined', () => {
    const ann = world.browser('a')
    expect(ann.call.participants().local).toMatchObject({
      session_id: ann.playerId,
      user_name: 'A',
      local: true,
    })
  })

  it('joins again on the same instance after leaving, as another stay', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const first = world.server.epochOf(ann.playerId)
    await ann.call.leave()
    await settle()
    expect(ann.call.meetingState()).toBe('left-meeting')
    expect(bob.sees(ann)).toBe('nobody')

    const joining = ann.call.join()
    await settle()
    await joining
    expect(world.server.epochOf(ann.playerId)).not.toBe(first)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
  })

  it('lets go of connections, camera and microphone when it leaves', async () => {
    const ann = await world.joined('a')
    await world.joined('b')
    ann.call.setLocalAudio(true).setLocalVideo(true)
    await settle()
    await ann.call.leave()
    expect(ann.devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
    expect(ann.connections.map(({ connectionState }) => connectionState)).toEqual([
      'closed',
      'closed',
    ])
    expect(ann.call.pairStates().size).toBe(0)
    expect([ann.call.localAudio(), ann.call.localVideo()]).toEqual([false, false])
  })

  it('refuses the join that is still open when the player leaves', async () => {
    world.server.isSilent = true
    const ann = world.browser('a')
    const refusal = refusalOf(ann.call.join())
    await ann.call.leave()
    expect(await refusal).toBeInstanceOf(Error)
    expect(ann.events.at(-1)).toBe('left-meeting')
  })

  it('is of no more use once destroyed', async () => {
    const ann = await world.joined('a')
    const heard = vi.fn<() => void>()
    ann.call.on('joining-meeting', heard)
    await ann.call.destroy()
    expect(ann.call.isDestroyed()).toBe(true)
    expect(ann.events.slice(-2)).toEqual(['left-meeting', 'call-instance-destroyed'])
    expect(await refusalOf(ann.call.join())).toBeInstanceOf(Error)
    ann.call.setLocalVideo(true)
    await settle()
    expect(heard).not.toHaveBeenCalled()
    expect(ann.devices.asked).toEqual([])
  })
})

describe('calls that come to an end', () => {
  it.each([
    ['elsewhere', 'ejected'],
    ['removed', 'ejected'],
    ['full', 'meeting-full'],
  ] as const)('ends as Daily does when the server says %s', async (reason, type) => {
    const ann = await world.joined('a')
    world.server.say(ann.playerId, { type: 'ended', reason })
    await settle()
    expect(ann.events.slice(-2)).toEqual(['error', 'left-meeting'])
    expect(ann.last('error')).toMatchObject({ error: { type, details: { reason } } })
    expect(ann.call.meetingState()).toBe('error')
  })

  it.each([
    ['forbidden', 'not-allowed'],
    ['unavailable', 'connection-error'],
  ] as const)('refuses to join when signalling is %s', async (reason, type) => {
    world.server.isSilent = true
    const ann = world.browser('a', {
      signalling: {
        enter: (_, events) => {
          queueMicrotask(() => events.error(reason))
          return { send: async () => {}, close: () => {} }
        },
      },
    })
    const refusal = refusalOf(ann.call.join())
    await settle()
    expect(await refusal).toBeInstanceOf(Error)
    expect(ann.last('error')).toMatchObject({ error: { type } })
  })

  it('gives up joining when nobody answers', async () => {
    world.server.isSilent = true
    const ann = world.browser('a')
    const refusal = refusalOf(ann.call.join())
    await pass(60_000)
    expect(await refusal).toBeInstanceOf(Error)
    expect(ann.last('error')).toMatchObject({
      error: { type: 'connection-error', details: { on: 'join' } },
    })
  })

  it('does not take part as somebody else', async () => {
    const ann = world.browser('a', { signalling: world.server.signallingFor(idOf('z'), 'Z') })
    const refusal = refusalOf(ann.call.join())
    await settle()
    expect(await refusal).toBeInstanceOf(Error)
    expect(ann.last('error')).toMatchObject({ error: { type: 'not-allowed' } })
  })

  it('says that a browser without WebRTC can not connect', async () => {
    const ann = world.browser('a', {
      browser: {
        mediaDevices: undefined,
        document: undefined,
        createConnection: () => {
          throw new ReferenceError('RTCPeerConnection is not defined')
        },
        createMeter: () => ({ level: () => 0, close: () => {} }),
      },
    })
    expect(await refusalOf(ann.call.join())).toBeInstanceOf(Error)
    expect(ann.last('error')).toMatchObject({ error: { type: 'connection-error' } })
  })

  it('can be joined again after an end', async () => {
    const ann = await world.joined('a')
    world.server.say(ann.playerId, { type: 'ended', reason: 'removed' })
    await settle()
    const joining = ann.call.join()
    await settle()
    await joining
    expect(ann.call.meetingState()).toBe('joined-meeting')
  })
})

describe('the others', () => {
  it('are told of who comes and goes', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    expect(ann.last('participant-joined')).toMatchObject({ participant: { user_name: 'B' } })
    expect(ann.call.participantCounts()).toEqual({ present: 2, hidden: 0 })
    await bob.call.leave()
    await settle()
    expect(ann.last('participant-left')).toMatchObject({ participant: { user_name: 'B' } })
    expect(ann.last('participant-counts-updated')).toMatchObject({
      participantCounts: { present: 1, hidden: 0 },
    })
  })

  it('are fresh objects each time, with all four tracks subscribed', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [one, two] = [ann.call.participants(), ann.call.participants()]
    expect(one[bob.playerId]).toEqual(two[bob.playerId])
    expect(one[bob.playerId]).not.toBe(two[bob.playerId])
    expect(one[bob.playerId]?.tracks).toMatchObject({
      audio: { subscribed: true, state: 'off', off: { byUser: true } },
      video: { subscribed: true, state: 'off', off: { byUser: true } },
      screenAudio: { subscribed: true, state: 'off', off: { byUser: true } },
      screenVideo: { subscribed: true, state: 'off', off: { byUser: true } },
    })
  })

  it('are replaced by their own next stay', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const again = world.browser('b')
    const joining = again.call.join()
    await settle()
    await joining
    expect(ann.events.filter((event) => event.startsWith('participant-'))).toEqual([
      'participant-counts-updated',
      'participant-joined',
      'participant-counts-updated',
      'participant-left',
      'participant-counts-updated',
      'participant-joined',
      'participant-counts-updated',
    ])
    expect(ann.pairWith(again)).toBe('connected')
    expect(ann.call.participantCounts().present).toBe(2)
    await bob.call.destroy()
  })

  it('are as many as agreed; the next one waits until there is room', async () => {
    const ann = await world.joined('a', { maxParticipants: 3 })
    const bob = await world.joined('b')
    const cid = await world.joined('c')
    const dot = await world.joined('d')
    expect(ann.call.participantCounts().present).toBe(3)
    expect(ann.sees(dot)).toBe('nobody')
    await cid.call.leave()
    await settle()
    expect([ann.sees(bob), ann.sees(dot), ann.sees(cid)]).toEqual(['off/off', 'off/off', 'nobody'])
    expect(ann.call.participantCounts().present).toBe(3)
  })
})

describe('who hears the player', () => {
  it('is everyone at first, then only the named ones, also of those who come later', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    await world.joined('c')
    ann.call.setLocalAudio(true)
    await settle()
    expect(voices(ann)).toEqual([true, true])

    ann.call.setAudioRecipients(new Set([bob.playerId, idOf('e')]))
    await settle()
    expect(voices(ann)).toEqual([true, false])

    await world.joined('d')
    await world.joined('e')
    expect(voices(ann)).toEqual([true, false, false, true])

    ann.call.setAudioRecipients('everyone')
    await settle()
    expect(voices(ann)).toEqual([true, true, true, true])
  })

  it('is not changed by muting, nor by what the caller does with the set', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    await world.joined('c')
    const team = new Set([bob.playerId])
    ann.call.setAudioRecipients(team)
    team.add(idOf('c'))
    ann.call.setLocalAudio(true)
    await settle()
    ann.call.setLocalAudio(false)
    ann.call.setLocalAudio(true)
    await settle()
    expect(voices(ann)).toEqual([true, false])
  })

  it('stays the same when the player leaves and joins again', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    await world.joined('c')
    ann.call.setAudioRecipients(new Set([bob.playerId]))
    await ann.call.leave()
    const joining = ann.call.join({ startAudioOff: false })
    await settle()
    await joining
    await settle()
    expect(voices(ann)).toEqual([true, false])
  })

  it('does not touch the picture', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setAudioRecipients(new Set())
    ann.call.setLocalVideo(true)
    await settle()
    expect(bob.sees(ann)).toBe('off/playable')
  })
})
