import type { GameId } from '@wordfare/contracts'
import { PageLink } from '../../page-link.tsx'
import { tablePath } from '../../table-path.ts'
import { lazyTablePage } from '../table-page/lazy-table-page.ts'

interface TableLinkProps {
  readonly gameId: GameId
  /** What it is called, for those who don’t see what stands around it. */
  readonly label: string
  readonly children: string
}

/** The way to a table, whose script is fetched as soon as somebody aims at it. */
export function TableLink({ gameId, label, children }: TableLinkProps) {
  return (
    <PageLink
      className="btn"
      to={tablePath(gameId)}
      aria-label={label}
      onPointerEnter={lazyTablePage.prefetch}
      onFocus={lazyTablePage.prefetch}
    >
      {children}
    </PageLink>
  )
}
