import { NARROWEST, WIDEST, letterWidths, type Advance, type FitWeight } from './letter-widths.ts'

/** How a line is set so that it fills its measure. */
export interface Fit {
  /** The width axis, in per cent. */
  readonly wdth: number
  readonly weight: FitWeight
  /** What the type size is multiplied by: below 1 where even the narrowest setting is too wide. */
  readonly scale: number
}

/** How wide a card's word is set, in em of its own size. */
const CARD_MEASURE = 3.95
/** The widest setting of a card's word: short words stay short. */
const CARD_WIDEST = 132
/** The same for a clue. */
const CLUE_MEASURE = 5.6
const CLUE_WIDEST = 82

/**
 * What one character takes where Anybody has no such letter and another font steps in, whose width does not
 * follow the axis: about that of bold capitals in a plain sans.
 */
const FOREIGN: Advance = [0.8, 0.8]
/** The same for scripts written in full squares. */
const FULL_SQUARE: Advance = [1.05, 1.05]
const SQUARE_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u
/** Signs that sit on the letter before them and take no room of their own. */
const NO_ADVANCE = /[\p{Mn}\p{Me}\u200D]/u

function advanceOf(character: string, weight: FitWeight): Advance {
  if (NO_ADVANCE.test(character)) return [0, 0]
  const widths = letterWidths[weight]
  return widths[character] ?? (SQUARE_SCRIPTS.test(character) ? FULL_SQUARE : FOREIGN)
}

/** The advance of a whole line in em. An accent takes the room of its letter. */
export function lineAdvance(line: string, weight: FitWeight): Advance {
  let narrow = 0
  let wide = 0
  for (const character of line.toUpperCase().normalize('NFD')) {
    const advance = advanceOf(character, weight)
    narrow += advance[0]
    wide += advance[1]
  }
  return [narrow, wide]
}

/** How wide a line comes out in em of the size that it was meant for. */
export function fittedWidth(line: string, fit: Fit): number {
  const [narrow, wide] = lineAdvance(line, fit.weight)
  return fit.scale * (narrow + ((wide - narrow) * (fit.wdth - NARROWEST)) / (WIDEST - NARROWEST))
}

/** The width axis at which a line fills its measure, not yet kept within any bounds. */
function wdthFor([narrow, wide]: Advance, measure: number): number {
  if (wide === narrow) return narrow > measure ? -Infinity : Infinity
  return NARROWEST + ((WIDEST - NARROWEST) * (measure - narrow)) / (wide - narrow)
}

/** Sets a line to a measure in em: first by the width axis, then, where that does not do, by a smaller size. */
export function fitLine(
  line: string,
  options: { measure: number; weight: FitWeight; widest: number },
): Fit {
  const { measure, weight, widest } = options
  const advance = lineAdvance(line, weight)
  const wdth = Math.min(widest, Math.max(NARROWEST, wdthFor(advance, measure)))
  const scale = advance[0] > measure ? measure / advance[0] : 1
  return { wdth, weight, scale }
}

/** A weight, and the width below which the next lighter one takes over, so that the counters stay open. */
type WeightStep = readonly [weight: FitWeight, lighterBelow: number]

function fitInWeights(
  line: string,
  options: { measure: number; widest: number; steps: readonly [WeightStep, ...WeightStep[]] },
): Fit {
  const { steps, ...bounds } = options
  const [first, ...lighter] = steps
  let fit = fitLine(line, { ...bounds, weight: first[0] })
  let lighterBelow = first[1]
  for (const [weight, next] of lighter) {
    if (fit.wdth >= lighterBelow) return fit
    fit = fitLine(line, { ...bounds, weight })
    lighterBelow = next
  }
  return fit
}

/** Sets a card’s word: one size for all cards, the same measure for nearly all of them. */
export const fitWord = (word: string): Fit =>
  fitInWeights(word, {
    measure: CARD_MEASURE,
    widest: CARD_WIDEST,
    steps: [
      [800, 72],
      [740, 56],
      [650, 0],
    ],
  })

/** Sets a clue above the board. */
export const fitClue = (clue: string): Fit =>
  fitInWeights(clue, {
    measure: CLUE_MEASURE,
    widest: CLUE_WIDEST,
    steps: [
      [900, 64],
      [740, 54],
      [650, 0],
    ],
  })
