import type { Rejection } from '@wordfare/contracts'
import { StoreUnavailable, VersionConflict } from '@wordfare/event-store'
import { SwitchboardUnavailable } from '@wordfare/switchboard'
import { TRPCError, type TRPCDefaultErrorShape } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import * as z from 'zod'
import { TooManySignals } from '../call/peer-calls.ts'
import { AccessDenied, CommandRejected, GameNotFound, RoundNotFound } from '../game/game-errors.ts'
import { NoSession, TooManySubscriptions, TooOften, WrongTransport } from './access-errors.ts'

/** One fault of an input, and where it is. */
export interface InputIssue {
  readonly path: (string | number)[]
  readonly message: string
}

/** What a client learns of an error, beside its code: never a message or a stack from inside. */
export type WireError = Omit<TRPCDefaultErrorShape, 'data'> & {
  readonly data: Omit<TRPCDefaultErrorShape['data'], 'stack'> & {
    readonly rejection: Rejection | null
    readonly issues: InputIssue[] | null
    /** When to try again, with `TOO_MANY_REQUESTS`; null where nothing can be said. */
    readonly retryAfterMs: number | null
  }
}

type Code = TRPCError['code']

/** Codes that may reach a client; every other one is a fault of ours and becomes `INTERNAL_SERVER_ERROR`. */
const publicCodes: ReadonlySet<Code> = new Set<Code>([
  'PARSE_ERROR',
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNPROCESSABLE_CONTENT',
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
])

/** The one place where a failure of the game gets a code of the wire. */
export function toWire(error: unknown): TRPCError {
  if (error instanceof TRPCError) {
    // A procedure's own failure arrives wrapped; what tRPC itself found wrong with a request comes as it is.
    return error.code === 'INTERNAL_SERVER_ERROR' && error.cause ? toWire(error.cause) : error
  }
  return new TRPCError({ code: codeOf(error), cause: error })
}

function codeOf(error: unknown): Code {
  if (error instanceof CommandRejected) return 'UNPROCESSABLE_CONTENT'
  if (error instanceof GameNotFound || error instanceof RoundNotFound) return 'NOT_FOUND'
  if (error instanceof AccessDenied) return 'FORBIDDEN'
  if (error instanceof NoSession) return 'UNAUTHORIZED'
  if (
    error instanceof TooOften ||
    error instanceof TooManySubscriptions ||
    error instanceof TooManySignals
  ) {
    return 'TOO_MANY_REQUESTS'
  }
  if (error instanceof WrongTransport) return 'METHOD_NOT_SUPPORTED'
  if (error instanceof VersionConflict) return 'CONFLICT'
  if (error instanceof StoreUnavailable || error instanceof SwitchboardUnavailable) {
    return 'SERVICE_UNAVAILABLE'
  }
  return 'INTERNAL_SERVER_ERROR'
}

/** Whether the people who run the server should see the error. */
export const isOurFault = ({ code }: TRPCError): boolean =>
  code === 'SERVICE_UNAVAILABLE' || code === 'INTERNAL_SERVER_ERROR' || !publicCodes.has(code)

export function formatError(shape: TRPCDefaultErrorShape, error: TRPCError): WireError {
  const { cause } = error
  const rejection = cause instanceof CommandRejected ? cause.reason : null
  const isInput = error.code === 'BAD_REQUEST' && cause instanceof z.ZodError
  const { code, httpStatus, path } = shape.data
  const known = publicCodes.has(error.code)
  return {
    code: shape.code,
    message: known ? (rejection ?? code) : 'INTERNAL_SERVER_ERROR',
    data: {
      code: known ? code : 'INTERNAL_SERVER_ERROR',
      httpStatus: known ? httpStatus : 500,
      ...(path !== undefined && { path }),
      rejection,
      issues: isInput ? flatIssues(cause.issues) : null,
      retryAfterMs: retryAfterMs(error),
    },
  }
}

/** How long the caller has to wait before it may do that again; null where that is not what is wrong. */
const retryAfterMs = ({ cause }: TRPCError): number | null =>
  cause instanceof TooOften ? cause.retryAfterMs : null

/** For an answer over HTTP: when to try again what was done too often, if anything was. */
export function retryAfterHeader(errors: readonly TRPCError[]): { 'retry-after'?: string } {
  const waitMs = Math.max(0, ...errors.map((error) => retryAfterMs(error) ?? 0))
  return waitMs === 0 ? {} : { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
}

/** What a client learns of a request that was refused before a procedure was reached, by its status. */
export function wireErrorOf(status: number): WireError {
  const codes: Record<number, Code> = {
    400: 'BAD_REQUEST',
    403: 'FORBIDDEN',
    404: 'NOT_FOUND',
    405: 'METHOD_NOT_SUPPORTED',
    413: 'PAYLOAD_TOO_LARGE',
    415: 'UNSUPPORTED_MEDIA_TYPE',
    503: 'SERVICE_UNAVAILABLE',
  }
  const code = codes[status] ?? 'INTERNAL_SERVER_ERROR'
  return {
    code: TRPC_ERROR_CODES_BY_KEY[code],
    message: code,
    data: {
      code,
      httpStatus: code === 'INTERNAL_SERVER_ERROR' ? 500 : status,
      rejection: null,
      issues: null,
      retryAfterMs: null,
    },
  }
}

/** Of alternatives none of which fits, the one that fits best is what the sender meant. */
function flatIssues(issues: readonly z.core.$ZodIssue[]): InputIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const [closest = []] = issue.errors.toSorted((a, b) => a.length - b.length)
      return flatIssues(closest).map(({ path, message }) => ({
        path: [...issue.path.map(pathPart), ...path],
        message,
      }))
    }
    return [{ path: issue.path.map(pathPart), message: issue.message }]
  })
}

const pathPart = (part: PropertyKey): string | number =>
  typeof part === 'symbol' ? String(part) : part
