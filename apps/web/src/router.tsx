import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router'
import { BrokenPage } from './features/notice/broken-page.tsx'
import { NotFoundPage } from './features/notice/not-found-page.tsx'
import { LobbyPage } from './features/lobby/lobby-page.tsx'

const rootRoute = createRootRoute({
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
})

const lobbyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: LobbyPage,
})

const tableRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/g/$gameId',
  component: lazyRouteComponent(() => import('./features/table-page/table-page.tsx'), 'TablePage'),
})

const routeTree = rootRoute.addChildren([lobbyRoute, tableRoute])

/** Makes the router; without a history it takes the browser's. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    // The table's chunk is fetched as soon as somebody aims at a link to it.
    defaultPreload: 'intent',
    scrollRestoration: true,
    ...(history && { history }),
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
