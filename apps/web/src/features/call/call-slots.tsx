import type { PlayerId } from '@wordfare/contracts'
import {
  createContext,
  use,
  useCallback,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import '../../styles/call.css'

/** A place on the page that belongs to the call: a player’s picture, or what one does in it. */
export type SlotKey = PlayerId | 'controls'
type Places = ReadonlyMap<SlotKey, HTMLElement>

interface Slots {
  readonly get: () => Places
  readonly subscribe: (listener: () => void) => () => void
  /** Returns the way to take the place back. */
  readonly put: (key: SlotKey, element: HTMLElement) => () => void
}

function createSlots(): Slots {
  const listeners = new Set<() => void>()
  let places: Places = new Map()

  function set(next: Places): void {
    places = next
    for (const listener of listeners) listener()
  }

  return {
    get: () => places,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    put(key, element) {
      set(new Map(places).set(key, element))
      return () => {
        // The next stage of the table may have taken the place already.
        if (places.get(key) === element) set(new Map([...places].filter(([one]) => one !== key)))
      }
    },
  }
}

const SlotsContext = createContext<Slots | null>(null)
const NO_PLACES: Places = new Map()
const getNoPlaces = () => NO_PLACES
const subscribeToNothing = () => () => undefined

/** Knows the places of the call on the page below it. */
export function CallSlots({ children }: { children: ReactNode }) {
  const [slots] = useState(createSlots)
  return <SlotsContext value={slots}>{children}</SlotsContext>
}

/** The places that are on the page now. */
export function useCallPlaces(): Places {
  const slots = use(SlotsContext)
  return useSyncExternalStore(slots?.subscribe ?? subscribeToNothing, slots?.get ?? getNoPlaces)
}

/** An empty place, which the call fills when there is one. */
export function CallSlot({ of: key }: { of: SlotKey }) {
  const slots = use(SlotsContext)
  const ref = useCallback(
    (element: HTMLDivElement | null) => (element ? slots?.put(key, element) : undefined),
    [slots, key],
  )
  if (!slots) return null
  return <div className={key === 'controls' ? 'call-place' : 'call-pic'} ref={ref} />
}
