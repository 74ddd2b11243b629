import { chromium, type Browser } from '@playwright/test'
import { CALL_FLAGS, findChromium } from '@wordfare/e2e/browser'
import { makeIdle, onAllCores } from './cores.ts'

/** Two browsers with processes of their own: the one that is measured, and the one of everybody else. */
export interface Browsers extends AsyncDisposable {
  readonly measured: Browser
  readonly elsewhere: Browser
}

const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: [...CALL_FLAGS] })

/** The measured one has all cores, since a browser works on several things at a time; the other has the driver's alone. */
export async function startBrowsers(): Promise<Browsers> {
  await using resources = new AsyncDisposableStack()
  const measured = resources.use(await onAllCores(launch))
  const elsewhere = resources.use(await launch())
  const all = resources.move()
  return { measured, elsewhere, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

/** All that the browser has open gives way to whoever wants its core. */
export async function giveWay(browser: Browser): Promise<void> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  for (const { id } of processInfo) makeIdle(id)
}
