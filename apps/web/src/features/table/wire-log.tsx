import { memo, useState } from 'react'
import type { LogEntry } from '@wordfare/contracts'
import { teamClass } from '../board/team-name.ts'
import { clockTime, wireCopy } from './wire-copy.ts'
import type { InlineStyle } from '../board/inline-style.ts'
import '../../styles/wire.css'

interface WireLogProps {
  readonly log: readonly LogEntry[]
  /** How many lines of a column are in sight at once, where the wire runs in two. */
  readonly rows: number
}

/** Where a line stands in two columns, so that the newest lines fill what is in sight, column by column. */
function placing(index: number, rows: number): InlineStyle {
  const page = Math.floor(index / (2 * rows))
  const within = index % (2 * rows)
  return {
    '--row': page * rows + (within % rows) + 1,
    '--column': Math.floor(within / rows) + 1,
  }
}

/** Everything that happened, as wire copy, newest first. The page announces news by itself, so the log stays silent. */
export const WireLog = memo(function WireLog({ log, rows }: WireLogProps) {
  const [openedAtMs] = useState(() => log.at(-1)?.atMs ?? 0)
  return (
    // A scroll region has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="feed" role="log" aria-label="Wire" aria-live="off" tabIndex={0}>
      <ol className="log">
        {wireCopy(log).map((line, index) => (
          <li
            key={line.key}
            className={`${line.team === null ? '' : teamClass[line.team]}${line.atMs > openedAtMs ? ' new' : ''}`}
            style={placing(index, rows)}
          >
            <time dateTime={new Date(line.atMs).toISOString()}>{clockTime(line.atMs)}</time>
            <span className="sl">
              {line.team !== null && <i className="mark" />}
              <span>{line.slug}</span>
            </span>
            <span className="copy">
              {line.text} {line.stress !== '' && <b>{line.stress}</b>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
})
