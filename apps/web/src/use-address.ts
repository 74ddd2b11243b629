import { createContext, use, useSyncExternalStore } from 'react'
import type { Address } from './address.ts'

export const AddressContext = createContext<Address | null>(null)

/** The address itself, for whoever leads somewhere else. */
export function useAddress(): Address {
  const address = use(AddressContext)
  if (!address) throw new Error('useAddress needs an AddressContext above it')
  return address
}

/** The path that the browser is at, live. */
export function usePath(): string {
  const { path, subscribe } = useAddress()
  return useSyncExternalStore(subscribe, path)
}
