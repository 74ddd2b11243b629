import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { EditionProvider } from './features/edition/edition-provider.tsx'
import { LiveRegion } from './features/live-region/live-region.tsx'
import { Toaster } from './features/toast/toaster.tsx'
import type { AppRouter } from './router.tsx'
import { trpc } from './trpc/trpc.ts'
import type { GameClient } from './trpc/trpc-client.ts'
import { ConnectionContext } from './trpc/use-connection.ts'

interface AppProps extends GameClient {
  readonly queryClient: QueryClient
  readonly router: AppRouter
}

/** The whole app, of the parts that it is given. */
export function App({ client, connection, queryClient, router }: AppProps) {
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <ConnectionContext value={connection}>
          <EditionProvider>
            <LiveRegion>
              <Toaster>
                <RouterProvider router={router} />
              </Toaster>
            </LiveRegion>
          </EditionProvider>
        </ConnectionContext>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
