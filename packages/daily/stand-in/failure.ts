import * as z from 'zod'

/** Ways in which a third party can misbehave. */
const behaviourSchema = z.discriminatedUnion('kind', [
  /** A refusal: Daily's own body for the status, or the one given here. Nothing is done. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    body: z.record(z.string(), z.unknown()).optional(),
    retryAfter: z.string().optional(),
  }),
  /** A page of a proxy that stands before the API. Nothing is done. */
  z.strictObject({ kind: z.literal('html'), status: z.int().min(200).max(599) }),
  /** A success that is no JSON, after the work is done. */
  z.strictObject({ kind: z.literal('garbage') }),
  /** The true answer, after the work is done, with these fields written over it; null takes a field away. */
  z.strictObject({
    kind: z.literal('altered'),
    fields: z.record(z.string(), z.unknown()),
    status: z.int().min(200).max(599).optional(),
  }),
  z.strictObject({ kind: z.literal('redirect'), to: z.url() }),
  /** No answer, and nothing done. */
  z.strictObject({ kind: z.literal('silence') }),
  /** The work is done, and the answer never sent. */
  z.strictObject({ kind: z.literal('silence-after-work') }),
  /** The true answer, one byte at a time. */
  z.strictObject({ kind: z.literal('trickle'), intervalMs: z.int().min(1) }),
  /** A body that never ends. */
  z.strictObject({ kind: z.literal('endless') }),
  /** The true answer begins, and the connection is reset in the middle of it. */
  z.strictObject({ kind: z.literal('reset') }),
])
export type Behaviour = z.infer<typeof behaviourSchema>

/** What the stand-in is told to do wrong. */
export const failureSchema = z.strictObject({
  behaviour: behaviourSchema,
  /** The requests that it is for, such as `POST /rooms` or `GET /rooms/:name`; all when not given. */
  on: z
    .string()
    .regex(/^(?:GET|POST|DELETE) \//u)
    .optional(),
  /** How many requests it is for; until told otherwise when not given. */
  times: z.int().min(1).optional(),
})
export type Failure = z.infer<typeof failureSchema>

/** The misbehaviour that is asked for, in the order in which it was. */
export interface FailurePlan {
  add(failure: Failure): void
  clear(): void
  /** What to do wrong at this request, or null; counts as one of its times. */
  take(request: string): Behaviour | null
}

export function createFailurePlan(): FailurePlan {
  let planned: readonly Failure[] = []
  return {
    add(failure) {
      planned = [...planned, failure]
    },
    clear() {
      planned = []
    },
    take(request) {
      const next = planned.find(({ on }) => on === undefined || on === request)
      if (!next) return null
      const { times = Infinity } = next
      const left =
        times > 1 ? [{ ...next, ...(Number.isFinite(times) && { times: times - 1 }) }] : []
      planned = planned.flatMap((failure) => (failure === next ? left : [failure]))
      return next.behaviour
    },
  }
}
