import type { Count, GameView, PlayerId } from '@wordfare/contracts'
import { otherTeam, teamName } from '../board/team-name.ts'
import { clockTime } from '../table/wire-copy.ts'
import { capitalised, counted, inWords } from './number-words.ts'
import type { RecordedClue, RecordedGuess, RoundRecord } from './round-record.ts'

const list = new Intl.ListFormat('en-GB')

/** Who somebody was, by the name that they have at the table. */
export type NameOf = (playerId: PlayerId) => string

/** Names of those who sit at the table; whoever has left is a colleague. */
export const namesAt = (view: GameView): NameOf => {
  const names = new Map(view.players.map((player) => [player.playerId, player.name]))
  return (playerId) => names.get(playerId) ?? 'a colleague who has left'
}

const spelled = (count: Count): string => (count === 'unlimited' ? 'no limit' : inWords(count))

/** What stood before the last clue: how many words its team had still to find. */
function leftBefore(record: RoundRecord, clue: RecordedClue): number {
  const left = clue.team === record.winner ? record.winnerLeft : record.loserLeft
  return left + clue.guesses.filter((guess) => guess.outcome === 'own').length
}

function opening(record: RoundRecord, clue: RecordedClue, nameOf: NameOf): string {
  const team = teamName[clue.team]
  const need = leftBefore(record, clue)
  const limit =
    clue.count === 'unlimited' || clue.count === 0
      ? 'no limit on its guesses'
      : `${counted(clue.count + 1, 'guess', 'guesses')} to find ${need === 1 ? 'it' : 'them'}`
  const right = clue.guesses.slice(0, -1)
  const [first] = right
  const sentences = [
    `${team} needed ${need === 1 ? 'one more word' : `${inWords(need)} more words`} and had ${limit}.`,
  ]
  const given = `${capitalised(nameOf(clue.by))} had given ${clue.word} for ${spelled(clue.count)}`
  if (first === undefined) sentences.push(`${given}.`)
  else if (right.length === 1)
    sentences.push(`${given}, and ${nameOf(first.by)} opened with ${first.word}, which was right.`)
  else
    sentences.push(
      `${given}, and ${list.format(right.map((guess) => guess.word))} went in, all of them right.`,
    )
  return sentences.join(' ')
}

function turningPoint(record: RoundRecord, last: RecordedGuess, nameOf: NameOf): string {
  const at = record.closedAtMs === null ? '' : ` at ${clockTime(record.closedAtMs)}`
  const filed = capitalised(`${nameOf(last.by)} filed ${last.word}${at}`)
  switch (last.outcome) {
    case 'assassin':
      return `${filed}, and the round went out with it: the word was the assassin.`
    case 'other-team':
      return `${filed}. It was ${teamName[otherTeam(last.team)]}’s last word, and so the round was over.`
    case 'bystander':
    case 'own':
      return `${filed}. It was ${teamName[last.team]}’s last word, and the round was ${teamName[last.team]}’s.`
  }
}

function foundBy(record: RoundRecord, team: RoundRecord['winner']): number {
  return record.guesses.filter((guess) => guess.team === team && guess.outcome === 'own').length
}

function reckoning(record: RoundRecord, nameOf: NameOf): string {
  const winner = teamName[record.winner]
  const loser = teamName[record.loser]
  const sentences: string[] = []
  if (record.ending === 'assassin')
    sentences.push(
      `${winner}, with ${counted(record.winnerLeft, 'word')} still to find, had nothing left to do and won.`,
    )
  else
    sentences.push(
      `${winner} found ${inWords(foundBy(record, record.winner))} by its own guesses, ${loser} ${inWords(foundBy(record, record.loser))}.`,
    )
  const best = record.clues
    .map((clue) => ({
      clue,
      hits: clue.guesses.filter((guess) => guess.outcome === 'own').length,
    }))
    .toSorted((a, b) => b.hits - a.hits)[0]
  if (best !== undefined && best.hits >= 2)
    sentences.push(
      `The clue of the round was ${nameOf(best.clue.by)}’s ${best.clue.word}: it found ${counted(best.hits, 'word')}.`,
    )
  return sentences.join(' ')
}

/** The story in paragraphs. It states what the game recorded, and nothing else. */
export function story(record: RoundRecord, nameOf: NameOf): readonly string[] {
  const clue = record.clues.at(-1)
  const last = record.guesses.at(-1)
  if (clue === undefined || last === undefined) return []
  return [
    opening(record, clue, nameOf),
    turningPoint(record, last, nameOf),
    reckoning(record, nameOf),
  ]
}

/** How many corrections fit in the box. */
const CORRECTIONS_MAX = 2

/** What the paper takes back: guesses that gave a word to the wrong side. The one that closed the round is the story. */
export function corrections(record: RoundRecord, nameOf: NameOf): readonly string[] {
  return record.guesses
    .slice(0, -1)
    .filter((guess) => guess.outcome === 'other-team')
    .slice(-CORRECTIONS_MAX)
    .map(
      (guess) =>
        `An earlier guess in this round described ${guess.word} as ${teamName[guess.team]}’s. It was ${teamName[otherTeam(guess.team)]}’s. ${nameOf(guess.by)} regrets the error.`,
    )
}
