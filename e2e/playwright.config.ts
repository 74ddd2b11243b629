import { defineConfig, devices } from '@playwright/test'
import { CALL_FLAGS, findChromium } from './browser.ts'

export default defineConfig({
  testMatch: '*.spec.ts',
  testDir: 'specs',
  // Several browsers, each with several people, share few cores.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [...CALL_FLAGS],
    },
  },
})
