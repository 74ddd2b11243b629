import { bannerLine, bannerLines } from './banner-lines.ts'

/** Words of a banner that are a team’s name, whatever sign follows. */
const TEAM_WORD = /^(RED|BLUE)(?=\W|$)/

function Word({ word }: { word: string }) {
  const team = TEAM_WORD.exec(word)?.[1]
  if (team === undefined) return word
  return (
    <>
      <span className={`who ${team === 'RED' ? 't-red' : 't-blue'}`}>{team}</span>
      {word.slice(team.length)}
    </>
  )
}

/** The banner headline, fitted to the full width of the page: on one line, or on several where the page is narrow. */
export function Banner({ text }: { text: string }) {
  const wide = bannerLine(text)
  const style = { '--L': wide.em.toFixed(2), '--w': `${wide.wdth.toFixed(1)}%` }
  return (
    <div className="hlwrap">
      <h1 className="banner-h" style={style}>
        {bannerLines(text).map((line) => (
          <span
            key={line.words.join(' ')}
            className="l"
            style={{ '--wm': `${line.wdth.toFixed(1)}%`, '--Lm': line.em.toFixed(2) }}
          >
            {line.words.map((word, index) => (
              <span key={word}>
                {index > 0 && ' '}
                <Word word={word} />
              </span>
            ))}{' '}
          </span>
        ))}
      </h1>
    </div>
  )
}
