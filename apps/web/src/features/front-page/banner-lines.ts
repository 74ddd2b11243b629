import { fitLine, fittedWidth, lineAdvance } from '../board/copyfit.ts'
import { NARROWEST, WIDEST } from '../board/letter-widths.ts'

/** A line of the banner, set to fill the page. */
export interface BannerLine {
  readonly words: readonly string[]
  /** The width axis, in per cent. */
  readonly wdth: number
  /** How wide the line is in em of its size: the page’s width through this is the size. */
  readonly em: number
}

const WEIGHT = 900
/** The measure of a banner on one line, and of each line where the page is narrow, in em. */
const WIDE_MEASURE = 7.44
const NARROW_MEASURE = 3.6
/** The narrowest that a line on a wide page is set: below that it gets smaller type, not tighter type. */
const WIDE_NARROWEST = 62

function set(words: readonly string[], measure: number): BannerLine {
  const line = words.join(' ')
  const fit = fitLine(line, { measure, weight: WEIGHT, widest: WIDEST })
  return { words, wdth: fit.wdth, em: fittedWidth(line, { ...fit, scale: 1 }) }
}

/** The whole banner on one line. */
export function bannerLine(banner: string): BannerLine {
  const words = banner.split(' ')
  const line = words.join(' ')
  const tight = fittedWidth(line, { wdth: WIDE_NARROWEST, weight: WEIGHT, scale: 1 })
  return set(words, Math.max(WIDE_MEASURE, tight))
}

/** Every way to break a banner into lines, in order. */
function breaks(words: readonly string[]): readonly (readonly (readonly string[])[])[] {
  if (words.length === 0) return [[]]
  return words.flatMap((_, index) =>
    breaks(words.slice(index + 1)).map((rest) => [words.slice(0, index + 1), ...rest]),
  )
}

/** The width axis that a wood type looks best at; lines that stray from it cost more. */
const BEST_WDTH = 90

function cost(words: readonly string[]): number {
  const [narrow, wide] = lineAdvance(words.join(' '), WEIGHT)
  if (narrow > NARROW_MEASURE && words.length > 1) return Infinity
  const wdth = NARROWEST + ((WIDEST - NARROWEST) * (NARROW_MEASURE - narrow)) / (wide - narrow)
  return (wdth - BEST_WDTH) ** 2
}

/** The banner on as many lines as suit a narrow page, each of them filling it. */
export function bannerLines(banner: string): readonly BannerLine[] {
  const priced = breaks(banner.split(' ')).map((lines) => ({
    lines,
    price: lines.reduce((sum, words) => sum + cost(words), 0),
  }))
  const best = priced.reduce((a, b) => (b.price < a.price ? b : a))
  return best.lines.map((words) => set(words, NARROW_MEASURE))
}
