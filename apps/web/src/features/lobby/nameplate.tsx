import { PageLink } from '../../page-link.tsx'
import { Wordmark } from '../../wordmark.tsx'
import { EditionButton } from '../edition/edition-button.tsx'

export const weekday = (): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(new Date())

/** The head of the front page: date line, name of the paper, double rule. */
export function Nameplate() {
  return (
    <header>
      <div className="folio">
        <span>{weekday()}, late city edition</span>
        <span className="mid quiet">Two teams, one board, everybody on camera</span>
        <nav aria-label="Page">
          <EditionButton />
        </nav>
      </div>
      <div className="plate-head">
        <PageLink className="wm" to="/" aria-label="Code of Daily">
          <Wordmark />
        </PageLink>
        <p className="sub">MODERN WORDFARE</p>
      </div>
      <hr className="oxford" />
    </header>
  )
}
