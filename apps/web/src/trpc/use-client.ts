import type { TRPCClient } from '@trpc/client'
import type { AppRouter } from '@wordfare/server'
import { createContext, use } from 'react'

export const ClientContext = createContext<TRPCClient<AppRouter> | null>(null)

/** The client itself, for whoever acts or listens and has no use for the cache of the hooks. */
export function useClient(): TRPCClient<AppRouter> {
  const client = use(ClientContext)
  if (!client) throw new Error('useClient needs a ClientContext above it')
  return client
}
