import { callProcedures } from './call.router.ts'
import { lobbyProcedures } from './lobby.router.ts'
import { tableProcedures } from './table.router.ts'
import { router } from './trpc.ts'

export const appRouter = router({ ...lobbyProcedures, ...tableProcedures, ...callProcedures })

/** All that the web app knows of this server. */
export type AppRouter = typeof appRouter
