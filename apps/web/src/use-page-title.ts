import { useEffect } from 'react'

const GAME_TITLE = 'Code of Daily: Modern Wordfare'

/** Names the page in the browser's tab; null gives it the name of the game. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    document.title = title === null ? GAME_TITLE : `${title} | Code of Daily`
    return () => {
      document.title = GAME_TITLE
    }
  }, [title])
}
