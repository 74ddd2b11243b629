import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate, Switchboard } from './switchboard.ts'

type Limiter = RateLimiterMemory | RateLimiterRedis

/** Counts against rates: in Redis for all servers together, or here where there is none or it does not answer. */
export function createRates(redis: Redis | null): Pick<Switchboard, 'spend'> {
  const limiters = new Map<string, Limiter>()

  function limiterFor({ name, count, perMs }: Rate): Limiter {
    const known = limiters.get(name)
    if (known) return known
    const options = { points: count, duration: perMs / 1_000, keyPrefix: `wordfare:rate:${name}` }
    const here = new RateLimiterMemory(options)
    const made = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: here })
      : here
    limiters.set(name, made)
    return made
  }

  return {
    async spend(rate, who) {
      try {
        await limiterFor(rate).consume(who)
        return 0
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
        throw refusal
      }
    },
  }
}
