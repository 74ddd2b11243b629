import type { GameId, JoinCode } from './ids.ts'

/** Length of an id: 22 base64url characters hold more than 128 bits. */
const ID_LENGTH = 22
export const ID_FORM = new RegExp(`^[A-Za-z0-9_-]{${ID_LENGTH}}$`)

/** Symbols of a join code: no 0, 1, I or O, so that it can be read aloud and typed from paper. */
export const JOIN_CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
export const JOIN_CODE_LENGTH = 8
export const JOIN_CODE_FORM = new RegExp(`^[${JOIN_CODE_ALPHABET}]{${JOIN_CODE_LENGTH}}$`)

export const isGameId = (text: string): text is GameId => ID_FORM.test(text)
export const isJoinCode = (text: string): text is JoinCode => JOIN_CODE_FORM.test(text)
