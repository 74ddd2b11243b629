import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Every append waits for the disk, which takes its time on a busy machine.
    testTimeout: 30_000,
  },
})
