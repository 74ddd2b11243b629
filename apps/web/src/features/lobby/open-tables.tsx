import { OpenTable } from './open-table.tsx'
import { useOpenTables } from './use-open-tables.ts'

/** The small ads: every table that is open to all. */
export function OpenTables() {
  const tables = useOpenTables()
  return (
    <section className="tables" aria-labelledby="open-tables">
      <h2 className="sec-h" id="open-tables">
        Open tables <small>{countOf(tables)}</small>
      </h2>
      <Listing {...tables} />
    </section>
  )
}

function countOf(tables: ReturnType<typeof useOpenTables>): string {
  if (tables.status === 'loading') return 'asking round'
  if (tables.status === 'failed') return 'no answer'
  const { length } = tables.games
  if (length === 0) return 'none just now'
  return length === 1 ? 'live, 1 table' : `live, ${length} tables`
}

function Listing(tables: ReturnType<typeof useOpenTables>) {
  switch (tables.status) {
    case 'loading':
      return <div className="ads-wait" aria-hidden="true" />
    case 'failed':
      return (
        <div className="empty">
          <p className="head">No list.</p>
          <p role="alert">
            {tables.problem.title} {tables.problem.text}
          </p>
          <p>
            <button className="btn" type="button" onClick={tables.retry}>
              Ask again
            </button>
          </p>
        </div>
      )
    case 'live':
      if (tables.games.length === 0)
        return (
          <div className="empty">
            <p className="head">Quiet night.</p>
            <p>
              No open tables. Start one, and it will be listed here for anyone to join. Or send the
              link to people you know.
            </p>
            <p>
              <button className="btn solid" type="button" onClick={focusCoupon}>
                Start a game
              </button>
            </p>
          </div>
        )
      return (
        <ul className="ads">
          {tables.games.map((game) => (
            <OpenTable key={game.gameId} game={game} />
          ))}
        </ul>
      )
  }
}

function focusCoupon(): void {
  document.querySelector<HTMLInputElement>('.coupon input')?.focus()
}
