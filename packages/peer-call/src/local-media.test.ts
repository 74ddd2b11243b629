import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeTrack } from '../test/fake-track.ts'
import { createWorld, settle, type World } from '../test/world.ts'

let world: World

beforeEach(() => {
  vi.useFakeTimers()
  world = createWorld()
})
afterEach(() => {
  vi.useRealTimers()
})

const refusal = (name: string, message = '') => new DOMException(message, name)

describe('camera and microphone', () => {
  it('are seen and heard by the others once they are on', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalAudio(true)
    ann.call.setLocalVideo(true)
    await settle()
    expect(bob.sees(ann)).toBe('playable/playable')
    expect(bob.events.filter((event) => event === 'track-started')).toHaveLength(2)
    expect(ann.call.participants().local.tracks.video.state).toBe('playable')
  })

  it('are asked for together at joining, in one prompt', async () => {
    const ann = world.browser('a')
    const joining = ann.call.join({ startAudioOff: false, startVideoOff: false })
    await settle()
    await joining
    expect(ann.devices.asked.map((asked) => Object.keys(asked))).toEqual([['audio', 'video']])
    expect(ann.events).toContain('started-camera')
  })

  it('are asked for as a thumbnail and a voice need them', async () => {
    const ann = world.browser('a', { constraints: { video: { frameRate: { ideal: 5 } } } })
    await ann.call.startCamera()
    expect(ann.devices.asked).toMatchObject([
      {
        audio: { channelCount: { ideal: 1 }, echoCancellation: true },
        video: { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 5 } },
      },
    ])
  })

  it('do not hold up the joining while the player is asked', async () => {
    const ann = world.browser('a')
    const { promise, resolve } = Promise.withResolvers<void>()
    ann.devices.hold = promise
    const joining = ann.call.join({ startVideoOff: false })
    await settle()
    await joining
    expect(ann.call.meetingState()).toBe('joined-meeting')
    expect(ann.call.participants().local.tracks.video.state).toBe('loading')
    expect(world.server.seat(ann.playerId).media.video).toBe(false)
    resolve()
    await settle()
    expect(world.server.seat(ann.playerId).media.video).toBe(true)
  })

  it('keep a muted microphone open and silent, and put out the light of the camera', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalAudio(true)
    ann.call.setLocalVideo(true)
    await settle()
    ann.call.setLocalAudio(false)
    ann.call.setLocalVideo(false)
    await settle()
    const [microphone, camera] = [
      ann.devices.tracks.find(({ kind }) => kind === 'audio'),
      ann.devices.tracks.find(({ kind }) => kind === 'video'),
    ]
    expect(microphone).toMatchObject({ readyState: 'live', enabled: false })
    expect(camera).toMatchObject({ readyState: 'ended' })
    expect(bob.sees(ann)).toBe('off/off')
    expect(bob.events.filter((event) => event === 'track-stopped')).toHaveLength(2)

    ann.call.setLocalAudio(true)
    ann.call.setLocalVideo(true)
    await settle()
    expect(microphone).toMatchObject({ readyState: 'live', enabled: true })
    expect(bob.sees(ann)).toBe('playable/playable')
    expect(ann.devices.asked).toHaveLength(2)
  })

  it('stay off when they are turned off while the browser is still asking', async () => {
    const ann = await world.joined('a')
    const { promise, resolve } = Promise.withResolvers<void>()
    ann.devices.hold = promise
    ann.call.setLocalVideo(true)
    await settle()
    ann.call.setLocalVideo(false)
    resolve()
    await settle()
    expect(ann.devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended'])
    expect(ann.call.participants().local.tracks.video.state).toBe('off')
  })

  it('can be had before joining, and are kept at joining', async () => {
    const ann = world.browser('a')
    await ann.call.startCamera({ startAudioOff: true })
    expect(ann.call.participants().local.tracks.video.state).toBe('playable')
    const joining = ann.call.join()
    await settle()
    await joining
    expect(world.server.seat(ann.playerId).media).toMatchObject({ audio: false, video: true })
    expect(ann.devices.asked).toHaveLength(1)
  })

  it('are let go when the player leaves the check before having joined', async () => {
    const ann = world.browser('a')
    await ann.call.startCamera()
    await ann.call.leave()
    expect(ann.devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
    expect(ann.call.participants().local.tracks.video.state).toBe('off')
    expect(ann.call.meetingState()).toBe('new')
  })

  it('can be turned off by way of updateParticipant, but only one’s own', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalAudio(true)
    await settle()
    bob.call.updateParticipant(ann.playerId, { setAudio: false })
    await settle()
    expect(bob.sees(ann)).toBe('playable/off')
    ann.call.updateParticipant('local', { setAudio: false })
    await settle()
    expect(bob.sees(ann)).toBe('off/off')
  })
})

describe('a refused device', () => {
  it.each([
    [
      refusal('NotAllowedError'),
      { type: 'permissions', blockedBy: 'user', blockedMedia: ['video'] },
      { byPermissions: true },
    ],
    [
      refusal('NotAllowedError', 'Permission denied by system'),
      { type: 'permissions', blockedBy: 'browser', blockedMedia: ['video'] },
      { byPermissions: true },
    ],
    [
      refusal('SecurityError'),
      { type: 'permissions', blockedBy: 'browser', blockedMedia: ['video'] },
      { byPermissions: true },
    ],
    [
      refusal('NotFoundError'),
      { type: 'not-found', missingMedia: ['video'] },
      { byDeviceMissing: true },
    ],
    [
      refusal('OverconstrainedError'),
      { type: 'constraints', reason: 'invalid', failedMedia: ['video'] },
      { byDeviceMissing: true },
    ],
    [refusal('NotReadableError'), { type: 'cam-in-use' }, { byDeviceInUse: true }],
    [refusal('AbortError'), { type: 'cam-in-use' }, { byDeviceInUse: true }],
    [new TypeError('odd'), { type: 'unknown', msg: 'odd' }, { byDeviceInUse: true }],
  ])('is told as Daily tells it: %s', async (error, told, blocked) => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.devices.refusals = { video: error }
    ann.call.setLocalVideo(true)
    await settle()
    expect(ann.last('camera-error')).toMatchObject({
      error: told,
      errorMsg: { audioOk: true, videoOk: false },
    })
    expect(bob.call.participants()[ann.playerId]?.tracks.video).toMatchObject({
      state: 'blocked',
      blocked,
    })
    expect(ann.call.localVideo()).toBe(false)
    expect(ann.call.meetingState()).toBe('joined-meeting')
  })

  it('of both kinds with one cause is one error', async () => {
    const ann = world.browser('a')
    ann.devices.refusals = {
      audio: refusal('NotReadableError'),
      video: refusal('NotReadableError'),
    }
    await ann.call.startCamera()
    expect(ann.events).toEqual(['camera-error'])
    expect(ann.last('camera-error')).toMatchObject({ error: { type: 'cam-mic-in-use' } })
  })

  it('of one kind leaves the other', async () => {
    const ann = world.browser('a')
    ann.devices.refusals = { video: refusal('NotFoundError') }
    await ann.call.startCamera()
    expect(ann.call.participants().local.tracks).toMatchObject({
      audio: { state: 'playable' },
      video: { state: 'blocked' },
    })
    expect(ann.events).toEqual(['track-started', 'camera-error', 'started-camera'])
  })

  it('does not keep anybody on an insecure origin from joining', async () => {
    const ann = world.browser('a', { hasDevices: false })
    const joining = ann.call.join({ startAudioOff: false, startVideoOff: false })
    await settle()
    await joining
    expect(ann.last('camera-error')).toMatchObject({ error: { type: 'undefined-mediadevices' } })
    expect(ann.call.meetingState()).toBe('joined-meeting')
    expect(await ann.call.enumerateDevices()).toEqual({ devices: [] })
  })

  it('is forgiven when it works the next time', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.devices.refusals = { video: refusal('NotAllowedError') }
    ann.call.setLocalVideo(true)
    await settle()
    ann.devices.refusals = {}
    ann.call.setLocalVideo(true)
    await settle()
    expect(bob.sees(ann)).toBe('off/playable')
  })
})

describe('devices that change', () => {
  it('turns off what is pulled out, and says so', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalVideo(true)
    await settle()
    ann.devices.tracks[0]?.pullOut()
    await settle()
    expect(ann.last('camera-error')).toMatchObject({ error: { type: 'not-found' } })
    expect(bob.sees(ann)).toBe('off/blocked')
    expect(ann.call.localVideo()).toBe(false)
  })

  it('switches the camera without another negotiation', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalVideo(true)
    await settle()
    const before = world.signals()
    const { camera } = await ann.call.setInputDevicesAsync({ videoDeviceId: 'cam-2' })
    await settle()
    expect(camera).toMatchObject({ deviceId: 'cam-2' })
    expect(ann.last('selected-devices-updated')).toMatchObject({ devices: { camera } })
    expect(ann.devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
    expect(bob.sees(ann)).toBe('off/playable')
    expect(world.signals()).toEqual(before)
  })

  it('remembers what is chosen while the device is off', async () => {
    const ann = await world.joined('a')
    await ann.call.setInputDevicesAsync({ audioDeviceId: 'mic-2', videoDeviceId: 'cam-2' })
    expect(ann.devices.asked).toEqual([])
    ann.call.setLocalAudio(true)
    await settle()
    expect(ann.devices.tracks[0]?.deviceId).toBe('mic-2')
  })

  it('takes another device when the chosen one is gone', async () => {
    const ann = await world.joined('a')
    await ann.call.setInputDevicesAsync({ videoDeviceId: 'cam-2' })
    ann.devices.gone.add('cam-2')
    ann.call.setLocalVideo(true)
    await settle()
    expect(ann.devices.tracks[0]?.deviceId).toBe('cam-1')
    expect(ann.events).not.toContain('camera-error')
  })

  it('refuses custom tracks instead of dropping them', async () => {
    const ann = await world.joined('a')
    const track = fakeTrack('video')
    await expect(ann.call.setInputDevicesAsync({ videoSource: track })).rejects.toThrow(TypeError)
  })

  it('lists the devices anew when some come or go', async () => {
    const ann = world.browser('a')
    ann.devices.dispatchEvent(new Event('devicechange'))
    await settle()
    expect(ann.last('available-devices-updated')).toMatchObject({
      availableDevices: [{ deviceId: 'cam-1' }, {}, {}, {}, {}],
    })
  })
})
