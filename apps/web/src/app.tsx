import type { Address } from './address.ts'
import { EditionProvider } from './features/edition/edition-provider.tsx'
import { LiveRegion } from './features/live-region/live-region.tsx'
import { Pages } from './pages.tsx'
import type { GameClient } from './trpc/trpc-client.ts'
import { ClientContext } from './trpc/use-client.ts'
import { ConnectionContext } from './trpc/use-connection.ts'
import { AddressContext } from './use-address.ts'

interface AppProps extends GameClient {
  readonly address: Address
}

/** The whole app, of the parts that it is given. */
export function App({ client, connection, address }: AppProps) {
  return (
    <AddressContext value={address}>
      <ClientContext value={client}>
        <ConnectionContext value={connection}>
          <EditionProvider>
            <LiveRegion>
              <Pages />
            </LiveRegion>
          </EditionProvider>
        </ConnectionContext>
      </ClientContext>
    </AddressContext>
  )
}
