import { describe, expect, it } from 'vitest'
import { isCommonWord } from './common-word.ts'

describe('isCommonWord', () => {
  it('knows the words that compounds are made of', () => {
    const parts =
      `shoe horse man board house light pet key hole sun flower rain bow tooth brush snow ball fire fly
      work shop water fall air port pan cake foot path hand bag ear ring ice cream star fish hedge hog ant hill out
      side over coat let`.split(/\s+/)

    expect(parts.filter((word) => !isCommonWord(word))).toEqual([])
  })

  it('knows British and American spelling', () => {
    const words = ['colour', 'color', 'harbour', 'harbor', 'grey', 'gray', 'theatre', 'theater']

    expect(words.filter((word) => !isCommonWord(word))).toEqual([])
  })

  it('takes no ending for a word', () => {
    const endings = 'ion ions ing ers est age able ate ment ness tion ful ish ism ist dom ity ous'

    expect(endings.split(' ').filter(isCommonWord)).toEqual([])
  })

  it('takes no fragment for a word', () => {
    const fragments = 'her per non pas ote arp erd arlet opin ettle inion'

    expect(fragments.split(' ').filter(isCommonWord)).toEqual([])
  })

  it('takes nothing for a word that is shorter than a part of a compound', () => {
    expect(['', 'a', 'i', 'an', 'at', 'ox', 'on', 'up'].filter(isCommonWord)).toEqual([])
  })

  it('knows words in lower case, without apostrophes, accents or space', () => {
    const others = ['Horse', 'HORSE', "don't", 'café', 'horse ', '__proto__']

    expect(others.filter(isCommonWord)).toEqual([])
  })
})
