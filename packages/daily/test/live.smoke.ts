import { randomBytes } from 'node:crypto'

import { afterAll, describe, expect, it } from 'vitest'

import { createDailyRooms, parseApiKey, parseApiUrl, Secret, type DailyLog } from '../src/index.ts'
import { liveSettings } from './env.ts'
import { newGameId, newPlayerId } from './harness.ts'

const apiKey = parseApiKey(liveSettings.apiKey)
const apiUrl = parseApiUrl(liveSettings.apiUrl)
const log: DailyLog = { info: () => undefined, warn: () => undefined }

// A deployment of its own, so that no room of another is touched.
const rooms = createDailyRooms({
  apiKey,
  apiUrl,
  roomNameSecret: new Secret(randomBytes(32).toString('base64url')),
  roomTtlSeconds: 300,
  log,
})
const gameId = newGameId()
const playerId = newPlayerId()

/** Past the package, to see what it does not ask for. */
async function ask(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(apiUrl + path, {
    headers: { authorization: `Bearer ${apiKey.reveal()}` },
  })
  return { status: response.status, body: await response.json() }
}

afterAll(() => rooms.closeRoom(gameId))

describe('Daily itself', () => {
  it('makes a private room, takes our ticket to it, and has nobody and then nothing there', async () => {
    const room = await rooms.openRoom(gameId)
    expect(await rooms.openRoom(gameId)).toEqual(room)
    expect(await ask(`/rooms/${room.name}`)).toMatchObject({
      status: 200,
      body: {
        name: room.name,
        url: room.url,
        privacy: 'private',
        config: {
          exp: room.expiresAtMs / 1_000,
          eject_at_room_exp: true,
          start_audio_off: true,
          start_video_off: true,
          enable_screenshare: false,
          enforce_unique_user_ids: true,
        },
      },
    })

    const { token } = await rooms.ticket(room, { playerId, name: 'Ada' })
    expect(await ask(`/meeting-tokens/${token}`)).toMatchObject({
      status: 200,
      body: { room_name: room.name, user_id: playerId, user_name: 'Ada' },
    })

    expect(await ask(`/rooms/${room.name}/presence`)).toMatchObject({
      status: 200,
      body: { total_count: 0, data: [] },
    })
    await rooms.confine(room, new Set([playerId]))
    await rooms.confine(room, null)
    await rooms.eject(room, playerId, { mayReturn: true })

    await rooms.closeRoom(gameId)
    expect((await ask(`/rooms/${room.name}`)).status).toBe(404)
    await rooms.closeRoom(gameId)
    expect(rooms.health).toBe('ok')
  })
})
