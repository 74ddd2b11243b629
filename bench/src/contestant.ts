import { gatherAtGame } from './driver/doors.ts'
import { gatherCrowd, type Crowd } from './driver/crowd.ts'
import { openFloorTable } from './driver/floor-table.ts'
import { openGameTable } from './driver/game-table.ts'
import { inTurn } from './driver/in-turn.ts'
import { openHttpConnection } from './driver/http-connection.ts'
import type { Running, Subject } from './subjects/subject.ts'

/** The size of a table. */
export const MEMBERS = 8

/** A subject, and how people gather at its tables. */
export interface Contestant {
  readonly subject: Subject
  /** Whether there is anything at its tables before somebody watches. */
  readonly hasGames: boolean
  /** The first step towards tables, before anybody watches. Resolves with the second. */
  readonly makeGames: (running: Running, tables: number) => Promise<() => Promise<Crowd>>
}

/** A floor has no games: people just come. */
export const floorContestant = (subject: Subject): Contestant => ({
  subject,
  hasGames: false,
  makeGames: async ({ ports: [port = 0] }, tables) => {
    return () =>
      gatherCrowd(tables, (table, onLost) =>
        openFloorTable({ port, table, members: MEMBERS, onLost }),
      )
  },
})

export const gameContestant = (subject: Subject): Contestant => ({
  subject,
  hasGames: true,
  makeGames: async ({ ports }, tables) => {
    const games: Awaited<ReturnType<typeof gatherAtGame>>[] = []
    await inTurn(tables, async (index) => {
      const http = await openHttpConnection(ports[index % ports.length] ?? 0)
      games.push(await gatherAtGame(http, MEMBERS))
      http.close()
    })
    return () =>
      gatherCrowd(tables, (table, onLost) => {
        const game = games[table]
        if (game === undefined) throw new Error('unreachable: a game for every table')
        return openGameTable({ ports, ...game, onLost })
      })
  },
})
