import { defaultSettings, type Settings } from '@wordfare/contracts'
import { expect, it } from 'vitest'
import { ada, fact, gameId, joinCode } from '../test/table.ts'
import { evolve } from './evolve.ts'
import type { GameEvent } from './event.ts'
import { redact } from './redact.ts'
import { initialState } from './state.ts'

const { straightFace: _, teamTalk: __, ...older } = defaultSettings
const stored: Settings = JSON.parse(JSON.stringify(older))
const events: GameEvent[] = [
  { ...fact(ada), type: 'GameCreated', gameId, gameName: 'Tea', joinCode, settings: stored },
  { ...fact(ada), type: 'SettingsChanged', settings: stored },
]

it.each(events)(
  '[V1] [V3] are off where $type was stored before there were such settings',
  (event) => {
    expect(evolve(initialState, event).settings).toEqual(defaultSettings)
    expect(redact(event, { playerId: ada, seesKey: false })).toMatchObject({
      settings: defaultSettings,
    })
  },
)
