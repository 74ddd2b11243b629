import { createHmac } from 'node:crypto'

import type { GameId } from '@wordfare/contracts'

import type { Secret } from './secret.ts'

const PREFIX = 'wf-'
const DEPLOYMENT_CHARACTERS = 6
const GAME_CHARACTERS = 22
/** What the last part of a name is like; the first part is a deployment's own. */
const GAME_PART = new RegExp(`^[\\w-]{${GAME_CHARACTERS}}$`, 'u')
const ANY_NAME = new RegExp(
  `${PREFIX}[\\w-]{${DEPLOYMENT_CHARACTERS}}-[\\w-]{${GAME_CHARACTERS}}`,
  'gu',
)

/** What the rooms of one deployment are called. Whoever knows the secret, and nobody else, can tell which game is whose. */
export interface RoomNames {
  /** Always the same for a game. */
  nameOf(gameId: GameId): string
  /** Whether `nameOf` may have given a name; never true for a name that another deployment gives. */
  isOurs(name: string): boolean
}

export function createRoomNames(secret: Secret): RoomNames {
  const digest = (text: string) =>
    createHmac('sha256', secret.reveal()).update(text).digest('base64url')
  const ours = `${PREFIX}${digest('deployment').slice(0, DEPLOYMENT_CHARACTERS)}-`
  return {
    nameOf: (gameId) => ours + digest(`room-name:${gameId}`).slice(0, GAME_CHARACTERS),
    isOurs: (name) => name.startsWith(ours) && GAME_PART.test(name.slice(ours.length)),
  }
}

/** The text without any name of a room, of this deployment or another. */
export const withoutRoomNames = (text: string): string => text.replaceAll(ANY_NAME, '[room]')
