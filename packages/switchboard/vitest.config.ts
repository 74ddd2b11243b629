import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Stays run out and Redis comes back, which take their time on a busy machine.
    testTimeout: 60_000,
  },
})
