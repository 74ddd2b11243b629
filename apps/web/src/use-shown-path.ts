import { useEffect, useState } from 'react'
import { lazyTablePage } from './features/table-page/lazy-table-page.ts'
import { reloadOnce } from './reload-once.ts'
import { idInPath } from './table-path.ts'
import { usePath } from './use-address.ts'

/**
 * The path whose page is on screen. It stays behind the browser’s own while the script of the next page is on its
 * way: until then the page that somebody leaves is better than none. Null before there is any.
 */
export function useShownPath(): string | null {
  const path = usePath()
  const isReady = idInPath(path) === null || lazyTablePage.isLoaded()
  const [shown, setShown] = useState(isReady ? path : null)
  if (isReady && shown !== path) setShown(path)

  useEffect(() => {
    if (isReady) return undefined
    let isLate = false
    const show = (): void => {
      if (!isLate) setShown(path)
    }
    lazyTablePage.load().then(show, (failure: unknown) => {
      if (!isLate && !reloadOnce(failure)) show()
    })
    return () => {
      isLate = true
    }
  }, [isReady, path])

  return isReady ? path : shown
}
