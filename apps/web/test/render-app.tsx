import { act, render } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { createTRPCClient } from '@trpc/client'
import type { AppRouter } from '@wordfare/server'
import { StrictMode } from 'react'
import { createAddress, type Address } from '../src/address.ts'
import { App } from '../src/app.tsx'
import { createConnection, type Connection, type ConnectionReports } from '@wordfare/line'
import { lazyTablePage } from '../src/features/table-page/lazy-table-page.ts'
import type { FakeServer } from './fake-server.ts'

/** What there is of an app that has been rendered. */
export interface RenderedApp {
  readonly user: UserEvent
  readonly address: Address
  readonly connection: Connection & ConnectionReports
}

/** Renders the real app at `path` against a fake server, with the line up. */
export async function renderApp(server: FakeServer, path: string): Promise<RenderedApp> {
  const connection = createConnection()
  connection.opened()
  history.replaceState(null, '', path)
  const address = createAddress()
  const user = userEvent.setup()
  await act(async () => {
    render(
      <StrictMode>
        <App
          client={createTRPCClient<AppRouter>({ links: [server.link] })}
          connection={connection}
          address={address}
        />
      </StrictMode>,
    )
    if (path !== '/') await lazyTablePage.load()
  })
  return {
    user,
    address,
    connection,
  }
}
