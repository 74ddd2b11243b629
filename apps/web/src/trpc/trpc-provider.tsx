import { QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { createQueryClient } from './query-client.ts'
import { trpc } from './trpc.ts'
import { useClient } from './use-client.ts'

/** Gives the hooks of the procedures to all below. Only the table has them, so that the lobby loads without. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const client = useClient()
  const [queryClient] = useState(createQueryClient)
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  )
}
