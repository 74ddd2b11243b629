import { NoticePage } from './notice-page.tsx'

/** For when the page itself breaks, or a part of it can't be fetched. */
export function BrokenPage() {
  return (
    <NoticePage kicker="The press has stopped" headline="This page broke.">
      <p className="deck">Your seat is kept. Load the page again to go on where you were.</p>
      <p>
        <button className="btn solid" type="button" onClick={() => location.reload()}>
          Load again
        </button>
      </p>
    </NoticePage>
  )
}
