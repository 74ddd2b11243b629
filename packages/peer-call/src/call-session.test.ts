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

const tells = () =>
  world.server.sent.flatMap(({ message }) => (message.type === 'media' ? [message.media] : []))

describe('an outage of signalling', () => {
  it('is told, and so is its end', async () => {
    const ann = await world.joined('a')
    const restore = world.server.cut(ann.playerId)
    expect(ann.last('network-connection')).toMatchObject({
      type: 'signaling',
      event: 'interrupted',
    })
    restore()
    await settle()
    expect(ann.last('network-connection')).toMatchObject({ type: 'signaling', event: 'connected' })
    expect(ann.events.filter((event) => event === 'joined-meeting')).toHaveLength(1)
  })

  it('leaves the media alone', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const before = world.network.connections.length
    const restore = world.server.cut(ann.playerId, bob.playerId)
    await pass(60_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
    restore()
    await pass(60_000)
    expect(world.network.connections).toHaveLength(before)
    expect(ann.events).not.toContain('participant-left')
    expect(world.signals().filter((signal) => signal.endsWith('offer'))).toHaveLength(1)
  })

  it('does not hide what was turned off meanwhile', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalAudio(true)
    await settle()
    const restore = world.server.cut(ann.playerId, bob.playerId)
    ann.call.setLocalAudio(false)
    await settle()
    restore()
    await settle()
    expect(bob.sees(ann)).toBe('off/off')
  })

  it('tells what changes between the greeting and its answer', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    ann.call.setLocalAudio(true)
    await settle()
    const restore = world.server.cut(ann.playerId)
    restore()
    ann.call.setLocalAudio(false)
    await settle()
    expect(bob.sees(ann)).toBe('off/off')
  })

  it('mends a pair that broke meanwhile, as soon as it is over', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const restore = world.server.cut(ann.playerId, bob.playerId)
    world.network.set(false)
    await pass(60_000)
    expect(ann.pairWith(bob)).toBe('failed')
    world.network.isUp = true
    const sent = world.server.sent.length
    await pass(60_000)
    expect(world.server.sent).toHaveLength(sent)
    restore()
    await pass(5_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
  })
})

describe('a restart of the server', () => {
  it('drops nobody who comes back in time', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [annBack, bobBack] = world.server.restart()
    annBack?.()
    await pass(5_000)
    expect(ann.sees(bob)).toBe('off/off')
    bobBack?.()
    await pass(60_000)
    expect([ann.pairWith(bob), bob.pairWith(ann)]).toEqual(['connected', 'connected'])
    expect([...ann.events, ...bob.events]).not.toContain('participant-left')
  })

  it('drops who does not come back', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [annBack] = world.server.restart()
    annBack?.()
    await pass(20_000)
    expect(ann.sees(bob)).toBe('nobody')
    expect(ann.last('participant-left')).toMatchObject({ participant: { user_name: 'B' } })
  })

  it('drops at once who is neither named nor connected', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    world.network.set(false)
    const [annBack] = world.server.restart()
    annBack?.()
    await settle()
    expect(ann.sees(bob)).toBe('nobody')
  })

  it('drops at once who is said to have left', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    const [annBack] = world.server.restart()
    annBack?.()
    await settle()
    world.server.say(ann.playerId, { type: 'left', playerId: bob.playerId })
    await settle()
    expect(ann.sees(bob)).toBe('nobody')
  })
})

describe('what a participant sends', () => {
  it('is told when it changes, and only then', async () => {
    const ann = await world.joined('a')
    await world.joined('b')
    ann.call.setLocalVideo(true)
    await settle()
    ann.call.setLocalVideo(true)
    await settle()
    expect(tells()).toEqual([{ audio: false, video: true, audioBlocked: null, videoBlocked: null }])
  })

  it('is told again when it got lost', async () => {
    const ann = await world.joined('a')
    const bob = await world.joined('b')
    world.server.isLossSeen = true
    world.server.loses = ({ message }) => message.type === 'media'
    ann.call.setLocalVideo(true)
    await settle()
    expect(bob.sees(ann)).toBe('off/off')
    world.server.loses = () => false
    await pass(2_000)
    expect(bob.sees(ann)).toBe('off/playable')
  })
})
