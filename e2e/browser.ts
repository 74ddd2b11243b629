import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** With a camera and a microphone that are made up. */
export const CALL_FLAGS: readonly string[] = [
  '--use-fake-device-for-media-stream',
  // Several people on one machine, and nobody else, are in a call with each other.
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * The Chromium to test in: the one that PLAYWRIGHT_CHROMIUM names, else Playwright's own, else the system's.
 * @throws {Error} when there is none
 */
export function findChromium(): string {
  const candidates = [
    process.env['PLAYWRIGHT_CHROMIUM'],
    chromium.executablePath(),
    ...SYSTEM_BROWSERS,
  ]
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) throw new Error('no Chromium found: run script/bootstrap')
  return found
}

if (import.meta.main) console.log(findChromium())
