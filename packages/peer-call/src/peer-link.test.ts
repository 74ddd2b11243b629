import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorld, pass, settle, type World } from '../test/world.ts'

let world: World

beforeEach(() => {
  vi.useFakeTimers()
  world = createWorld()
})
afterEach(() => {
  vi.useRealTimers()
})

const acceptCandidate = (candidate: string) => candidate.includes('127.0.0.1')

const negotiation = () => world.signals().filter((signal) => !signal.endsWith(':restart'))

describe('a pair', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('negotiates once, offered by the smaller id, when %s joins before %s', async (one, two) => {
    const first = await world.joined(one)
    const second = await world.joined(two)
    expect(negotiation()).toEqual(['a:offer', 'b:answer'])
    expect([first.pairWith(second), second.pairWith(first)]).toEqual(['connected', 'connected'])
  })

  it('does not glare when both join at once', async () => {
    const browsers = ['a', 'b', 'c'].map((letter) => world.browser(letter))
    const joins = browsers.map(({ call }) => call.join())
    await settle()
    await Promise.all(joins)
    expect(negotiation().filter((signal) => signal.endsWith('offer'))).toEqual([
      'a:offer',
      'a:offer',
      'b:offer',
    ])
    expect(browsers.map(({ call }) => [...call.pairStates().values()])).toEqual([
      ['connected', 'connected'],
      ['connected', 'connected'],
      ['connected', 'connected'],
    ])
  })

  it('has one audio and one video section for good, whatever is turned on and off', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    for (const isOn of [true, false, true]) {
      ann.call.setLocalAudio(isOn).setLocalVideo(isOn)
      bob.call.setLocalVideo(isOn)
      await settle()
    }
    expect(negotiation()).toEqual(['a:offer', 'b:answer'])
    for (const connection of world.network.live())
      expect(
        connection
          .getTransceivers()
          .map(({ direction, receiver }) => [receiver.track.kind, direction]),
      ).toEqual([
        ['audio', 'sendrecv'],
        ['video', 'sendrecv'],
      ])
  })

  it('sends no more than a thumbnail and a voice', async () => {
    const ann = await world.joined('a')
    await world.joined('b')
    ann.call.setLocalAudio(true).setLocalVideo(true)
    await settle()
    const [audio, video] = ann.connections.at(-1)?.getTransceivers() ?? []
    expect(audio?.sender.encodings).toEqual([{ maxBitrate: 32_000 }])
    expect(video?.sender.encodings).toEqual([
      { maxBitrate: 150_000, maxFramerate: 15, scaleResolutionDownBy: 2 },
    ])
  })

  it('asks the other for speech: one channel and nothing in silence', async () => {
    await world.joined('a')
    await world.joined('b')
    for (const connection of world.network.live())
      expect(connection.remoteDescription?.sdp).toMatch(
        /^a=fmtp:111 minptime=10;stereo=0;sprop-stereo=0;usedtx=1;useinbandfec=1\r$/m,
      )
  })

  it('uses the servers and the policy that it was given', async () => {
    const iceServers = [{ urls: 'turn:turn.example' }]
    const ann = await world.joined('a', { iceServers, iceTransportPolicy: 'relay' })
    await world.joined('b')
    expect(ann.connections.at(-1)?.configuration).toEqual({
      iceServers,
      iceTransportPolicy: 'relay',
      bundlePolicy: 'max-bundle',
    })
  })

  it('sends and uses only candidates that are accepted, and none within descriptions', async () => {
    const ann = await world.joined('a', { acceptCandidate })
    const bob = await world.joined('b')
    const inUse = (browser: typeof ann) =>
      browser.connections.flatMap(({ candidates }) => candidates)
    expect(inUse(ann)).toEqual(['candidate:1 udp 127.0.0.1'])
    expect(inUse(bob)).toEqual(['candidate:1 udp 127.0.0.1'])
    for (const description of [...world.descriptions('offer'), ...world.descriptions('answer')])
      expect(description).not.toMatchObject({ sdp: expect.stringContaining('a=candidate') })
  })

  it('keeps candidates that arrive before their description', async () => {
    const held: Parameters<typeof world.server.say>[1][] = []
    const ann = await world.joined('a')
    const bob = world.browser('b')
    world.server.loses = ({ message }) =>
      message.type === 'signal' && message.description.type === 'offer'
    const joining = bob.call.join()
    await settle()
    await joining
    expect(bob.connections.at(-1)?.candidates).toEqual([])
    const [, offering] = ann.connections
    world.server.loses = () => false
    held.push({
      type: 'signal',
      from: ann.playerId,
      fromEpoch: world.server.epochOf(ann.playerId),
      toEpoch: world.server.epochOf(bob.playerId),
      description: { type: 'offer', sdp: offering?.localDescription?.sdp ?? '' },
    })
    for (const message of held) world.server.say(bob.playerId, message)
    await settle()
    expect(bob.connections.at(-1)?.candidates).toHaveLength(2)
    // Nor does a description bring any in by itself.
    expect(offering?.localDescription?.sdp).toContain('a=candidate')
    expect(bob.connections.at(-1)?.remoteDescription?.sdp).not.toContain('a=candidate')
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
  })
})

describe('a pair in trouble', () => {
  it.each(['offer', 'answer'] as const)('connects although the first %s is lost', async (lost) => {
    let isLost = false
    world.server.loses = ({ message }) => {
      if (isLost || message.type !== 'signal' || message.description.type !== lost) return false
      isLost = true
      return true
    }
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    expect(ann.pairWith(bob)).toBe('connecting')
    await pass(15_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
  })

  it('heals by itself without another negotiation', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    world.network.set(false, 'disconnected')
    await pass(1_000)
    expect(ann.pairWith(bob)).toBe('connected')
    world.network.set(true)
    await pass(10_000)
    expect(negotiation()).toEqual(['a:offer', 'b:answer'])
    expect(ann.pairWith(bob)).toBe('connected')
  })

  it('restarts ICE, offered by the same one as ever', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [before] = world.descriptions('offer')
    world.network.set(false)
    await pass(100)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connecting', 'connecting'])
    world.network.set(true)
    await pass(100)
    expect(negotiation()).toEqual(['a:offer', 'b:answer', 'a:offer', 'b:answer'])
    expect(world.signals()).toContain('b:restart')
    expect(world.descriptions('offer')[1]).not.toEqual(before)
    expect(ann.connections.filter((c) => c.connectionState === 'connected')).toHaveLength(1)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
  })

  it('counts as failed after a while, keeps trying, and connects when it can', async () => {
    world.network.isUp = false
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const changes: (string | undefined)[] = []
    ann.call.onPairState(() => changes.push(ann.pairWith(bob)))
    await pass(14_000)
    expect(ann.pairWith(bob)).toBe('connecting')
    await pass(2_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['failed', 'failed'])
    expect(await ann.call.getNetworkStats()).toMatchObject({ networkState: 'bad' })
    await pass(120_000)
    expect(ann.pairWith(bob)).toBe('failed')
    world.network.isUp = true
    await pass(60_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
    expect(changes).toEqual(['failed', 'connected'])
  })

  it('keeps the same map of pairs until something changes', async () => {
    const ann = await world.joined('a')
    await world.joined('b')
    const pairs = ann.call.pairStates()
    ann.call.setLocalVideo(true)
    await settle()
    expect(ann.call.pairStates()).toBe(pairs)
    await world.joined('c')
    expect(ann.call.pairStates()).not.toBe(pairs)
  })

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('renews both ends when the connection of %s to %s is dead', async (dead, other) => {
    const browsers = { [dead]: await world.joined(dead), [other]: await world.joined(other) }
    const [ann, bob] = [browsers[dead]!, browsers[other]!]
    ann.call.setLocalVideo(true)
    await settle()
    ann.connections.at(-1)?.close()
    bob.connections.at(-1)?.become('failed')
    await pass(60_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
    expect(bob.sees(ann)).toBe('off/playable')
    expect(world.network.live()).toHaveLength(2)
  })

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('renews what %s has left over when %s has forgotten it', async (keeper, forgetful) => {
    const browsers = {
      [keeper]: await world.joined(keeper),
      [forgetful]: await world.joined(forgetful),
    }
    const [kept, forgot] = [browsers[keeper]!, browsers[forgetful]!]
    const restore = world.server.cut(kept.playerId)
    world.server.say(forgot.playerId, { type: 'left', playerId: kept.playerId })
    await settle()
    expect(forgot.sees(kept)).toBe('nobody')
    restore()
    await pass(5_000)
    expect([kept.pairWith(forgot), forgot.pairWith(kept)]).toEqual(['connected', 'connected'])
    expect(world.network.live()).toHaveLength(2)
  })
})

describe('signals that do not belong', () => {
  it('are ignored when they are of another stay', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [offer] = world.descriptions('offer')
    const epochs = [world.server.epochOf(ann.playerId), world.server.epochOf(bob.playerId)] as const
    const before = world.signals()
    for (const [fromEpoch, toEpoch] of [
      [epochs[1], epochs[1]],
      [epochs[0], epochs[0]],
    ] as const)
      world.server.say(bob.playerId, {
        type: 'signal',
        from: ann.playerId,
        fromEpoch,
        toEpoch,
        description: offer!,
      })
    await pass(100)
    expect(world.signals()).toEqual(before)
  })

  it('are ignored when the wrong one of a pair offers or answers', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [from, to] = [world.server.epochOf(bob.playerId), world.server.epochOf(ann.playerId)]
    const before = world.signals()
    for (const type of ['offer', 'answer'] as const)
      world.server.say(ann.playerId, {
        type: 'signal',
        from: bob.playerId,
        fromEpoch: from,
        toEpoch: to,
        description: { type, sdp: 'v=0\r\na=fingerprint:sha-256 x\r\n' },
      })
    await pass(100)
    expect(world.signals()).toEqual(before)
    expect(ann.pairWith(bob)).toBe('connected')
  })

  it('do not bring in more than sound and picture', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const sdp = 'v=0\r\na=fingerprint:sha-256 x\r\nm=audio\r\nm=video\r\nm=video\r\n'
    const answers = world.descriptions('answer').length
    world.server.say(bob.playerId, {
      type: 'signal',
      from: ann.playerId,
      fromEpoch: world.server.epochOf(ann.playerId),
      toEpoch: world.server.epochOf(bob.playerId),
      description: { type: 'offer', sdp },
    })
    await pass(100)
    expect(world.descriptions('answer')).toHaveLength(answers)
  })
})
