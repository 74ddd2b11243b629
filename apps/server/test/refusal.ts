import { TRPCClientError } from '@trpc/client'
import { expect } from 'vitest'
import type { AppRouter } from '../src/trpc/router.ts'

type ErrorData = NonNullable<TRPCClientError<AppRouter>['data']>

/** What a client learns of the error with which a call fails; throws when it does not fail. */
export async function errorOf(call: Promise<unknown>): Promise<ErrorData> {
  const [outcome] = await Promise.allSettled([call])
  if (outcome.status === 'fulfilled') throw new Error('the call was expected to fail')
  const error: unknown = outcome.reason
  if (!isClientError(error)) throw error
  const { data } = error
  if (!data) throw new Error('the error holds no data', { cause: error })
  return data
}

/** Expects the rules to say no, for this reason, as data. */
export async function expectRejection(call: Promise<unknown>, reason: string): Promise<void> {
  expect(await errorOf(call)).toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    httpStatus: 422,
    rejection: reason,
    issues: null,
  })
}

export async function expectCode(call: Promise<unknown>, code: ErrorData['code']): Promise<void> {
  expect(await errorOf(call)).toMatchObject({ code, rejection: null })
}

const isClientError = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError
