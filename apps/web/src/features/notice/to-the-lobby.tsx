import { PageLink } from '../../page-link.tsx'

interface ToTheLobbyProps {
  /** Whether it is the first thing to do on the page. */
  readonly isMain?: boolean
}

/** The way out of a page that has no table to show. */
export function ToTheLobby({ isMain = true }: ToTheLobbyProps) {
  return (
    <PageLink className={isMain ? 'btn solid' : 'btn'} to="/">
      To the lobby
    </PageLink>
  )
}
