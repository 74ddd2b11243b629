import type { Team } from '@wordfare/contracts'
import { spokenWord } from '../board/spoken-word.ts'
import { teamClass, teamName } from '../board/team-name.ts'
import { clueResult, clueWords } from './clue-result.ts'
import type { RoundRecord } from './round-record.ts'
import type { NameOf } from './story.ts'

interface ClueListProps {
  readonly record: RoundRecord
  readonly team: Team
  readonly nameOf: NameOf
}

const list = new Intl.ListFormat('en-GB')

/** A team’s clues, what they meant, and what came of them. */
export function ClueList({ record, team, nameOf }: ClueListProps) {
  const clues = record.clues.filter((clue) => clue.team === team)
  const givers = [...new Set(clues.map((clue) => nameOf(clue.by)))]
  return (
    <section className={teamClass[team]}>
      <h2>
        <i className="mark" />
        {teamName[team]}’s clues
        {givers.length > 0 && <small>by {list.format(givers)}</small>}
      </h2>
      {clues.length === 0 ? (
        <p className="quiet">None were given.</p>
      ) : (
        <ul>
          {clues.map((clue) => (
            <li key={clue.turn}>
              <b>
                {clue.word}{' '}
                <span className="num">{clue.count === 'unlimited' ? 'no limit' : clue.count}</span>
              </b>
              <span className="res">{clueResult(clue)}</span>
              <span className="int">
                {clueWords(clue).map(({ word, isFound }, index) => (
                  <span key={word}>
                    {index > 0 && ', '}
                    {isFound ? (
                      spokenWord(word)
                    ) : (
                      <s>
                        <span className="vh">missed: </span>
                        {spokenWord(word)}
                      </s>
                    )}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
