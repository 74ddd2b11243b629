import type { Kind } from '@wordfare/contracts'

/** A hand never stamps twice alike: turns in degrees and pushes in per cent, fixed per card by its position. */
const TURNS = [-3, 3, -4, 2, 5, -2, 4, -5]
const PUSHES = [0, -4, 3, -2, 4, -5, 5]

const imprint: Record<Kind, string> = {
  red: 'RED',
  blue: 'BLUE',
  bystander: 'BYSTANDER',
  assassin: 'ASSASSIN',
}

/** The rubber stamp on a covered card. Said aloud by the card’s name, so it is hidden here. */
export function Stamp({ kind, card }: { kind: Kind; card: number }) {
  const style = {
    '--rot': `${TURNS[(card * 3) % TURNS.length]}deg`,
    '--dx': `${PUSHES[(card * 5) % PUSHES.length]}%`,
  }
  return (
    <span className="stamp" style={style} aria-hidden="true">
      <span data-imprint={imprint[kind]}>
        {(kind === 'red' || kind === 'blue') && <i className="mark" />}
      </span>
    </span>
  )
}
