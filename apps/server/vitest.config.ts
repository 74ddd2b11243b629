import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,test}/**/*.test.ts'],
    setupFiles: ['test/say-what-servers-said.ts'],
    testTimeout: 60_000,
  },
})
