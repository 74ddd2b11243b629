import { NoticePage } from './notice-page.tsx'
import { ToTheLobby } from './to-the-lobby.tsx'

/** For an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <NoticePage kicker="Not in this edition" headline="No such page.">
      <p className="deck">The address is wrong, or the page was never printed.</p>
      <p>
        <ToTheLobby />
      </p>
    </NoticePage>
  )
}
