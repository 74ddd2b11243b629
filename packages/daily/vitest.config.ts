import { defineConfig } from 'vitest/config'

// Real builds, real time-outs and ten thousand names take their time on a busy machine.
export default defineConfig({ test: { testTimeout: 30_000 } })
