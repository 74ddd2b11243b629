import { createContext, use, useSyncExternalStore } from 'react'
import type { Connection, ConnectionState } from '@wordfare/line'

export const ConnectionContext = createContext<Connection | null>(null)

/** The store itself, for whoever has to wait for the line or to hurry it. */
export function useConnectionStore(): Connection {
  const connection = use(ConnectionContext)
  if (!connection) throw new Error('useConnectionStore needs a ConnectionContext above it')
  return connection
}

/** Whether the line to the desk is up, live. */
export function useConnection(): ConnectionState {
  const { subscribe, get } = useConnectionStore()
  return useSyncExternalStore(subscribe, get)
}
