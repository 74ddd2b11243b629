import { initTRPC } from '@trpc/server'
import { WrongTransport } from './access-errors.ts'
import type { Context } from './context.ts'
import { formatError, toWire } from './errors.ts'
import type { SubscriptionSlots } from './subscription-slots.ts'

const t = initTRPC.context<Context>().create({
  // Stacks stay inside, whatever the environment says.
  isDev: false,
  errorFormatter: ({ shape, error }) => formatError(shape, error),
})

export const { router } = t

/** Anyone, session or not. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw toWire(result.error)
  return result
})

/**
 * What a subscription sends until `signal` aborts, within the limits of its socket: what `open` gives, put as `messageOf`
 * says.
 */
export const subscribe = <S, T>(
  { slots }: Pick<Context, 'slots'>,
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncIterator<S, void>,
  messageOf: (sent: S) => T,
): AsyncIterable<T, void> => new Subscription(slots, signal, open, messageOf)

/** Whoever watches has one all the while: an async generator takes half a kilobyte more. */
class Subscription<S, T> implements AsyncIterableIterator<T, void> {
  readonly #slots: SubscriptionSlots | null
  readonly #signal: AbortSignal | undefined
  /** Null when it is not to be opened any more. */
  #open: ((signal: AbortSignal) => AsyncIterator<S, void>) | null
  readonly #messageOf: (sent: S) => T
  #source: AsyncIterator<S, void> | null = null
  #hasSlot = false

  constructor(
    slots: SubscriptionSlots | null,
    signal: AbortSignal | undefined,
    open: (signal: AbortSignal) => AsyncIterator<S, void>,
    messageOf: (sent: S) => T,
  ) {
    this.#slots = slots
    this.#signal = signal
    this.#open = open
    this.#messageOf = messageOf
  }

  async next(): Promise<IteratorResult<T, void>> {
    try {
      if (this.#open) this.#begin(this.#open)
      const result = await this.#source?.next()
      if (result && !result.done) return { done: false, value: this.#messageOf(result.value) }
    } catch (error) {
      this.#end()
      // No middleware is around any more by the time that a subscription fails.
      throw toWire(error)
    }
    return this.#end()
  }

  async return(): Promise<IteratorResult<T, void>> {
    await this.#source?.return?.()
    return this.#end()
  }

  #begin(open: (signal: AbortSignal) => AsyncIterator<S, void>): void {
    this.#open = null
    if (!this.#slots || !this.#signal) throw new WrongTransport('subscriptions are for sockets')
    this.#slots.take()
    this.#hasSlot = true
    this.#source = open(this.#signal)
  }

  #end(): IteratorReturnResult<void> {
    if (this.#hasSlot) this.#slots?.giveBack()
    this.#hasSlot = false
    this.#open = null
    this.#source = null
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }
}
