import { describe, expect, it } from 'vitest'
import { bannerLine, bannerLines } from './banner-lines.ts'

const BANNERS = [
  'RED GETS THE LAST WORD',
  'BLUE, WITHOUT A CORRECTION',
  'BLUE WALKS IT',
  'RED OUT BEFORE BREAKFAST',
  'BLUE BY A COMMA',
  'RED FILES BLUE’S STORY',
  'STOP PRESS: RED',
]
const lines = (banner: string): readonly string[] =>
  bannerLines(banner).map(({ words }) => words.join(' '))

describe('the banner', () => {
  it.each(BANNERS)('keeps every word and the reach of the axis: %s', (banner) => {
    for (const line of [bannerLine(banner), ...bannerLines(banner)]) {
      expect(line.wdth).toBeGreaterThanOrEqual(50)
      expect(line.wdth).toBeLessThanOrEqual(150)
      expect(line.em).toBeGreaterThan(0)
    }
    expect(bannerLine(banner).words.join(' ')).toBe(banner)
    expect(lines(banner).join(' ')).toBe(banner)
  })

  it('breaks on a narrow page where the lines come out alike', () => {
    expect(lines('BLUE WALKS IT')).toEqual(['BLUE', 'WALKS IT'])
    expect(lines('BLUE BY A COMMA')).toEqual(['BLUE BY A', 'COMMA'])
    expect(lines('RED OUT BEFORE BREAKFAST')).toEqual(['RED OUT', 'BEFORE', 'BREAKFAST'])
  })
})
