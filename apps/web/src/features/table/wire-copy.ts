import type { CallFailure, Count, LogEntry, Team } from '@wordfare/contracts'
import { otherTeam, teamName } from '../board/team-name.ts'

/** One line of the wire, ready to be set. */
export interface WireLine {
  readonly key: string
  readonly atMs: number
  /** Whose ink the slug is set in; null for the desk’s own lines. */
  readonly team: Team | null
  readonly slug: string
  readonly text: string
  /** The part that is set in bold, at the end of the line. */
  readonly stress: string
}

const DESK = 'DESK'

/** A clue as it is printed everywhere: HARBOUR 3. */
const clueCopy = (word: string, count: Count): string =>
  `${word.toUpperCase()} ${count === 'unlimited' ? 'no limit' : count}`

const callCopy: Record<CallFailure, string> = {
  'switched-off': 'No pictures at this desk. The game goes on.',
  unreachable: 'No pictures: the video service can’t be reached. The game goes on.',
  refused: 'No pictures: the video service refused. The game goes on.',
  'key-refused': 'No pictures: the video service doesn’t know this desk. The game goes on.',
  quota: 'No pictures: the video account is used up. The game goes on.',
}

type Entry<T extends LogEntry['type']> = Extract<LogEntry, { type: T }>

function guessCopy({ team, kind, word }: Entry<'guess'>): { text: string; stress: string } {
  if (kind === team) return { text: `${word}. ${teamName[team]}.`, stress: 'Good copy.' }
  if (kind === 'bystander') return { text: `${word}. Bystander.`, stress: '' }
  if (kind === 'assassin') return { text: `${word}.`, stress: 'The assassin.' }
  return { text: `${word}. That one was ${teamName[otherTeam(team)]}’s.`, stress: '' }
}

const lastWord: Record<Entry<'roundEnded'>['ending'], (winner: Team) => string> = {
  'last-card': (winner) => `${teamName[winner]} gets the last word.`,
  assassin: (winner) =>
    `${teamName[winner]} wins. ${teamName[otherTeam(winner)]} found the assassin.`,
}

type Copy = Pick<WireLine, 'team' | 'slug' | 'text'> & { readonly stress?: string }

const from = (team: Team, name: string): { team: Team; slug: string } => ({
  team,
  slug: `${teamName[team]}/${name}`.toUpperCase(),
})
const desk = (text: string): Copy => ({ team: null, slug: DESK, text })

function copyOf(entry: LogEntry): Copy {
  switch (entry.type) {
    case 'joined':
      return desk(`${entry.name} joins the desk.`)
    case 'left':
      return desk(`${entry.name} leaves the desk.`)
    case 'removed':
      return desk(`${entry.name} is off the desk.`)
    case 'seated':
      return { ...from(entry.team, entry.name), text: `Sits down as ${entry.role}.` }
    case 'stoodUp':
      return desk(`${entry.name} goes to the gallery.`)
    case 'shuffled':
      return desk('The teams are shuffled.')
    case 'settingsChanged':
      return desk(`${entry.name} changes the brief.`)
    case 'newHost':
      return desk(`${entry.name} has the chair.`)
    case 'renamed':
      return desk(`${entry.from} signs as ${entry.to}.`)
    case 'sawKey':
      return desk(`${entry.name} has seen the key.`)
    case 'roundStarted':
      return desk(`Round ${entry.round}. ${teamName[entry.team]} goes first.`)
    case 'clue':
      return {
        ...from(entry.team, entry.name),
        text: 'Clue:',
        stress: clueCopy(entry.word, entry.count),
      }
    case 'guess':
      return { ...from(entry.team, entry.name), ...guessCopy(entry) }
    case 'turnEnded':
      return entry.name === null
        ? {
            team: entry.team,
            slug: teamName[entry.team].toUpperCase(),
            text: entry.reason === 'out-of-time' ? 'Out of time.' : 'Turn over.',
          }
        : { ...from(entry.team, entry.name), text: `${entry.name} stops there.` }
    case 'roundEnded':
      return { ...desk(''), stress: lastWord[entry.ending](entry.winner) }
    case 'allMuted':
      return desk('The host muted everybody.')
    case 'callReady':
      return desk('The line for pictures is up.')
    case 'callUnavailable':
      return desk(callCopy[entry.reason])
  }
}

/** What the guess that ended a turn says about it, at the end of its own line; null where no guess did. */
const closing: Record<Entry<'turnEnded'>['reason'], string | null> = {
  bystander: ' Turn over.',
  'other-team': '',
  'no-guesses-left': ' Last guess.',
  'by-hand': null,
  'out-of-time': null,
}

/**
 * The log as wire copy, newest first. A turn that ended by the guess before it has no line of its own: the guess
 * says it all.
 */
export function wireCopy(log: readonly LogEntry[]): readonly WireLine[] {
  const lines: WireLine[] = []
  const seen = new Map<string, number>()
  log.forEach((entry, index) => {
    if (entry.type === 'turnEnded' && closing[entry.reason] !== null) return
    const next = log[index + 1]
    const close =
      entry.type === 'guess' && next?.type === 'turnEnded' && next.atMs === entry.atMs
        ? (closing[next.reason] ?? '')
        : ''
    const base = `${entry.atMs}-${entry.type}`
    const nth = seen.get(base) ?? 0
    seen.set(base, nth + 1)
    const { stress = '', ...copy } = copyOf(entry)
    lines.push({
      ...copy,
      text: copy.text + (stress === '' ? close : ''),
      stress: stress === '' ? '' : stress + close,
      key: `${base}-${nth}`,
      atMs: entry.atMs,
    })
  })
  return lines.toReversed()
}

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** A moment as the desk’s clock shows it, in the reader’s own zone. */
export const clockTime = (atMs: number): string => clock.format(atMs)
