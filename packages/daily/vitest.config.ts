import { defineConfig } from 'vitest/config'

import { isLive } from './test/env.ts'

const LIVE = 'test/live.smoke.ts'

export default defineConfig({
  test: {
    include: ['{src,stand-in}/**/*.test.ts', LIVE],
    exclude: isLive ? [] : [LIVE],
    // Real builds, real time-outs and ten thousand names take their time on a busy machine.
    testTimeout: 30_000,
  },
})
