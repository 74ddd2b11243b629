import type { Browser, Request } from '@playwright/test'
import type { Scorecard } from '../scores.ts'

/** What makes up a page, and not what it then says to the server. */
const PARTS = new Set(['document', 'script', 'stylesheet', 'font', 'image'])

/** How much a browser that has nothing yet loads for the front page, before anybody does anything, as the server sends it. */
export async function measureFirstLoad(
  browser: Browser,
  origin: string,
  card: Scorecard,
): Promise<void> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const parts: Request[] = []
  page.on('request', (request) => {
    if (PARTS.has(request.resourceType())) parts.push(request)
  })
  await page.goto(origin, { waitUntil: 'networkidle' })
  await context.close()
  const scripts = parts.filter((part) => part.resourceType() === 'script')
  card.add('script of the lobby, gzip', 'kB', (await sizeOf(scripts, 'gzip')) / 1000)
  card.add('first load of the lobby, Brotli', 'kB', (await sizeOf(parts, 'br')) / 1000)
}

/** In bytes, without headers. */
async function sizeOf(parts: readonly Request[], encoding: 'gzip' | 'br'): Promise<number> {
  const sizes = await Promise.all(
    parts.map(async (part) => {
      const headers = { 'accept-encoding': encoding }
      const answer = await fetch(part.url(), { method: 'HEAD', headers })
      return Number(answer.headers.get('content-length') ?? NaN)
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
