import type { PlayerView } from '@wordfare/contracts'
import { spokenWord } from '../board/spoken-word.ts'
import { teamName } from '../board/team-name.ts'
import { counted } from './number-words.ts'
import type { RoundRecord } from './round-record.ts'

/** What the paper says of somebody beneath their picture. */
export function playerNote(player: PlayerView, record: RoundRecord): string {
  if (player.team === null) return 'gallery'
  const team = teamName[player.team]
  if (player.role === 'spymaster') return `${team}, spymaster`
  const own = record.guesses.filter((guess) => guess.by === player.playerId)
  if (own.some((guess) => guess.outcome === 'assassin')) return `${team}, found the assassin`
  const wrong = own.findLast((guess) => guess.outcome === 'other-team')
  if (wrong !== undefined) return `${team}, regrets ${spokenWord(wrong.word)}`
  const found = own.filter((guess) => guess.outcome === 'own').length
  return found === 0 ? team : `${team}, ${counted(found, 'word')}`
}
