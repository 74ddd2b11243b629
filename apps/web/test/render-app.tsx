import { createMemoryHistory } from '@tanstack/react-router'
import { act, render } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { App } from '../src/app.tsx'
import { createAppRouter, type AppRouter } from '../src/router.tsx'
import { createConnection, type Connection, type ConnectionReports } from '@wordfare/line'
import { createQueryClient } from '../src/trpc/query-client.ts'
import { trpc } from '../src/trpc/trpc.ts'
import type { FakeServer } from './fake-server.ts'

/** What there is of an app that has been rendered. */
export interface RenderedApp {
  readonly user: UserEvent
  readonly router: AppRouter
  readonly connection: Connection & ConnectionReports
}

/** Renders the real app at `path` against a fake server, with the line up. */
export async function renderApp(server: FakeServer, path: string): Promise<RenderedApp> {
  const connection = createConnection()
  connection.opened()
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }))
  const user = userEvent.setup()
  await act(async () => {
    render(
      <StrictMode>
        <App
          client={trpc.createClient({ links: [server.link] })}
          connection={connection}
          queryClient={createQueryClient()}
          router={router}
        />
      </StrictMode>,
    )
    await router.load()
  })
  return { user, router, connection }
}
