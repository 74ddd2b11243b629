/**
 * The floor under making and joining a game, and under a cold start: bare Fastify routes that take the same bodies and
 * answer as much. They check nothing and keep nothing.
 */
import fastify from 'fastify'

const ID = 'AAAAAAAAAAAAAAAAAAAAAA'

const app = fastify()
app.get('/healthz', async () => ({ status: 'ok' }))
app.post('/trpc/createGame', async () => ({
  result: { data: { gameId: ID, joinCode: 'AAAAAAAA', playerId: ID } },
}))
app.post('/trpc/joinGame', async () => ({
  result: { data: { gameId: ID, gameName: 'A night at the desk', playerId: ID } },
}))
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
