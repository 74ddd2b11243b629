/** Shorter parts occur in too many words by chance. */
const PART_MIN_LETTERS = 3

/**
 * Whether one of two folded words is a compound that has the other as its first or last part (L3). The rest has
 * to be a word too, or chance would forbid too much; at a hyphen there is no chance.
 */
export const areCompound = (
  one: string,
  other: string,
  isCommonWord: (word: string) => boolean,
): boolean => isPartOf(one, other, isCommonWord) || isPartOf(other, one, isCommonWord)

function isPartOf(part: string, whole: string, isCommonWord: (word: string) => boolean): boolean {
  // Before anything is counted: of most words none is in the other.
  if (!whole.includes(part) || letters(part) < PART_MIN_LETTERS) return false
  const rests = [
    ...(whole.startsWith(part) ? [whole.slice(part.length)] : []),
    ...(whole.endsWith(part) ? [whole.slice(0, -part.length)] : []),
  ]
  return (
    rests.some((rest) => letters(rest) >= PART_MIN_LETTERS && isCommonWord(rest)) ||
    isHyphenPart(part, whole)
  )
}

/** Whether hyphens set the part off from the rest: `ferry` in `car-ferry` and in `ferry-boat`. */
function isHyphenPart(part: string, whole: string): boolean {
  const rest = `-${whole}-`.replace(`-${part}-`, '-')
  return rest.length < whole.length + 2 && letters(rest) >= PART_MIN_LETTERS
}

const letters = (word: string): number => word.match(/\p{L}/gu)?.length ?? 0
