import { defaultSettings, packIdSchema } from '@wordfare/contracts'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { packs } from './packs.ts'
import { wordPool } from './word-pool.ts'

const custom = ['TEAPOT', 'BLÅBÆR', "O'CLOCK"]

describe('wordPool', () => {
  it('has the words of a pack', () => {
    expect(wordPool(defaultSettings.words)).toEqual(en)
  })

  it('has custom words alone', () => {
    expect(wordPool({ packs: [], custom })).toEqual(custom)
  })

  it('mixes custom words in, and has each word once', () => {
    const pool = wordPool({ packs: ['en', 'en'], custom })

    expect(en).toContain('TEAPOT')
    expect(pool).toEqual([...en, 'BLÅBÆR', "O'CLOCK"])
  })
})

describe('packs', () => {
  it('has every pack of the settings, with a title of its own', () => {
    expect(Object.keys(packs)).toEqual(packIdSchema.options)
    const titles = Object.values(packs).map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})
