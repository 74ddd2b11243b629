import { describe, expect, it } from 'vitest'
import { highestHeld } from './highest-held.ts'

const holding = (limit: number) => async (rate: number) => (rate <= limit ? { rate } : null)

describe('the highest rate that is held', () => {
  it.each([150, 400, 1000, 1290, 9000])('is found from anywhere: %i', async (limit) => {
    const found = await highestHeld(1000, holding(limit))
    const rate = found?.rate ?? 0
    expect(rate).toBeLessThanOrEqual(limit)
    expect(rate).toBeGreaterThan(limit / 1.07)
    expect(found?.outcome).toEqual({ rate })
  })

  it('is not lowered by one stall', async () => {
    let tries = 0
    const found = await highestHeld(1000, async (tried) => {
      tries++
      return tried <= 1000 && tries !== 1 ? {} : null
    })
    expect(found?.rate).toBe(1000)
  })

  it('does not exist where nothing is held', async () => {
    expect(await highestHeld(1000, holding(0))).toBeNull()
  })
})
