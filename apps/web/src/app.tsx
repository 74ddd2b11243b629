import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import type { Address } from './address.ts'
import { EditionProvider } from './features/edition/edition-provider.tsx'
import { LiveRegion } from './features/live-region/live-region.tsx'
import { Toaster } from './features/toast/toaster.tsx'
import { Pages } from './pages.tsx'
import { trpc } from './trpc/trpc.ts'
import type { GameClient } from './trpc/trpc-client.ts'
import { ConnectionContext } from './trpc/use-connection.ts'
import { AddressContext } from './use-address.ts'

interface AppProps extends GameClient {
  readonly queryClient: QueryClient
  readonly address: Address
}

/** The whole app, of the parts that it is given. */
export function App({ client, connection, queryClient, address }: AppProps) {
  return (
    <AddressContext value={address}>
      <trpc.Provider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>
          <ConnectionContext value={connection}>
            <EditionProvider>
              <LiveRegion>
                <Toaster>
                  <Pages />
                </Toaster>
              </LiveRegion>
            </EditionProvider>
          </ConnectionContext>
        </QueryClientProvider>
      </trpc.Provider>
    </AddressContext>
  )
}
