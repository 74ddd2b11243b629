import { JOIN_CODE_ALPHABET } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { readCodeEntry } from './join-code.ts'

describe('a code as it is typed', () => {
  it.each([
    ['K7MQ24XD', 'K7MQ24XD'],
    ['k7mq-24xd', 'K7MQ24XD'],
    [' k7mq 24xd ', 'K7MQ24XD'],
    ['K7MQ24XDZZ', 'K7MQ24XD'],
  ])('forgives case, spaces, dashes and what is too much (%s)', (text, code) => {
    expect(readCodeEntry(text)).toEqual({ type: 'code', symbols: code, code, strays: '' })
  })

  it('is no code before it is complete', () => {
    expect(readCodeEntry('k7m')).toEqual({ type: 'code', symbols: 'K7M', code: null, strays: '' })
  })

  it('leaves out signs that are in no code, and names each once', () => {
    expect(readCodeEntry('K0O7O!')).toEqual({
      type: 'code',
      symbols: 'K7',
      code: null,
      strays: '0O!',
    })
    expect(JOIN_CODE_ALPHABET).not.toMatch(/[01IO]/)
  })
})

describe('a link as it is pasted', () => {
  const gameId = 'abcdefghijklmnopqrstuv'
  it.each([
    `https://daily.example/g/${gameId}`,
    `Join us: http://127.0.0.1:3001/g/${gameId}?from=mail#top`,
    `/g/${gameId}`,
  ])('leads to its table (%s)', (text) => {
    expect(readCodeEntry(text)).toEqual({ type: 'link', gameId })
  })

  it('is no link when the id is not one', () => {
    expect(readCodeEntry('https://daily.example/g/short').type).toBe('code')
  })
})
