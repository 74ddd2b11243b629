import type { TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { CallMessage, CallTicket, Rejection, Replay, WatchMessage } from '@wordfare/contracts'
import { expect, expectTypeOf, it } from 'vitest'
import { appRouter, type AppRouter } from '../src/trpc/router.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type ErrorData = NonNullable<TRPCClientError<AppRouter>['data']>
type Sent<T> = T extends AsyncIterable<infer Item> ? Item : never

it('a client knows what every procedure takes and gives, and what an error holds', () => {
  expectTypeOf<Inputs['createGame']['gameName']>().toEqualTypeOf<string>()
  expectTypeOf<Inputs['play']['commandId']>().toEqualTypeOf<string>()
  expectTypeOf<Outputs['play']>().toEqualTypeOf<{ seq: number }>()
  expectTypeOf<Outputs['callTicket']>().toExtend<CallTicket>()
  expectTypeOf<Outputs['replay']>().toEqualTypeOf<Replay>()
  expectTypeOf<Sent<Outputs['watchGame']>['data']>().toEqualTypeOf<WatchMessage>()
  expectTypeOf<Sent<Outputs['watchCall']>>().toEqualTypeOf<CallMessage>()
  expectTypeOf<ErrorData['rejection']>().toEqualTypeOf<Rejection | null>()
  expectTypeOf<ErrorData['issues']>().toEqualTypeOf<
    { readonly path: (string | number)[]; readonly message: string }[] | null
  >()
})

it('the procedures are those that other programs call', () => {
  expect(Object.keys(appRouter['_def'].procedures).toSorted()).toEqual([
    'callTicket',
    'checkClue',
    'clock',
    'createGame',
    'joinGame',
    'listGames',
    'play',
    'replay',
    'signal',
    'watchCall',
    'watchGame',
    'watchLobby',
  ])
})
