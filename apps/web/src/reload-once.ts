const KEY = 'wordfare.reloaded-for'

/**
 * Loads the page anew, and says whether it does: not a second time for the same failure. Where the server has been
 * updated, a page that is open asks for scripts that are gone, and one that is loaded anew does not.
 */
export function reloadOnce(failure: unknown): boolean {
  try {
    if (sessionStorage.getItem(KEY) === String(failure)) return false
    sessionStorage.setItem(KEY, String(failure))
  } catch {
    // Who can’t remember that it was tried would try for ever.
    return false
  }
  location.reload()
  return true
}
