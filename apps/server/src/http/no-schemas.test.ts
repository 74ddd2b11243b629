import fastify from 'fastify'
import { expect, it } from 'vitest'
import { noSchemas } from './no-schemas.ts'

it.each([{ body: { type: 'object' } }, { response: { 200: { type: 'object' } } }])(
  'says so where a route has the schema %j',
  async (schema) => {
    const server = fastify({ schemaController: noSchemas })
    server.post('/', { schema }, () => 'unreachable')
    await expect(server.ready()).rejects.toThrow('a route has a schema')
  },
)
