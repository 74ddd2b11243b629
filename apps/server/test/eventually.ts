import { vi } from 'vitest'

const PATIENCE_MS = 15_000

/** Resolves once the assertion holds; rejects with its error if it still does not when nobody would wait any longer. */
export const eventually = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: PATIENCE_MS })
