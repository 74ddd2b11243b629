import { defineConfig } from 'vitest/config'

// The workspace's own scripts; every package runs its own tests.
export default defineConfig({
  test: { include: ['script/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 120_000 },
})
