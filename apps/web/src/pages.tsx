import { useLayoutEffect, type ReactNode } from 'react'
import { LobbyPage } from './features/lobby/lobby-page.tsx'
import { NotFoundPage } from './features/notice/not-found-page.tsx'
import { lazyTablePage } from './features/table-page/lazy-table-page.ts'
import { PageBoundary } from './page-boundary.tsx'
import { idInPath } from './table-path.ts'
import { useAddress } from './use-address.ts'
import { useShownPath } from './use-shown-path.ts'

/** The page that one is on. */
export function Pages() {
  const path = useShownPath()
  // Another address is another page: nothing of one is left on the other, not even that it broke.
  return path === null ? null : <Page key={path}>{pageAt(path)}</Page>
}

function pageAt(path: string) {
  if (path === '/') return <LobbyPage />
  const gameId = idInPath(path)
  return gameId === null ? <NotFoundPage /> : <lazyTablePage.Page gameId={gameId} />
}

/** A page, from its top; save where one goes back to it, since the browser knows where one was on it. */
function Page({ children }: { children: ReactNode }) {
  const { isNew } = useAddress()
  useLayoutEffect(() => {
    if (isNew()) scrollTo(0, 0)
  }, [isNew])
  return <PageBoundary>{children}</PageBoundary>
}
