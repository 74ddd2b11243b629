/** Where in the app one is, as a store that React can read. */
export interface Address {
  readonly path: () => string
  /** Whether one has gone on to where one is, and not back. */
  readonly isNew: () => boolean
  readonly subscribe: (listener: () => void) => () => void
  /** Goes on to another page; from there the browser’s own button leads back. */
  readonly goTo: (path: string) => void
}

/** The address of the browser’s window. */
export function createAddress(): Address {
  const listeners = new Set<() => void>()
  let isNew = false

  function moved(onwards: boolean): void {
    isNew = onwards
    for (const listener of listeners) listener()
  }

  window.addEventListener('popstate', () => moved(false))

  return {
    path: () => location.pathname,
    isNew: () => isNew,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    goTo(path) {
      history.pushState(null, '', path)
      moved(true)
    },
  }
}
