import type { ComponentType, ReactNode } from 'react'

/** A page whose script is fetched when somebody is on the way to it. */
export interface LazyPage<Props> {
  /** Resolves once the script is there. After a failure the next call tries again. */
  readonly load: () => Promise<void>
  /** Loads on the mere chance that the page will be wanted: a failure is for the next `load` to tell. */
  readonly prefetch: () => void
  readonly isLoaded: () => boolean
  /** Draws the page, or throws what the last `load` failed with. */
  readonly Page: (props: Props) => ReactNode
}

export function createLazyPage<Props extends object>(
  fetchPage: () => Promise<ComponentType<Props>>,
): LazyPage<Props> {
  let Loaded: ComponentType<Props> | null = null
  let loading: Promise<void> | null = null
  let failure: unknown = null

  async function fetchOnce(): Promise<void> {
    try {
      Loaded = await fetchPage()
    } catch (error) {
      failure = error
      loading = null
      throw error
    }
  }

  function load(): Promise<void> {
    loading ??= fetchOnce()
    return loading
  }

  return {
    load,
    prefetch: () => void load().catch(() => undefined),
    isLoaded: () => Loaded !== null,
    Page(props) {
      if (Loaded === null) throw failure
      return <Loaded {...props} />
    },
  }
}
