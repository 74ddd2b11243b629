import { fileURLToPath } from 'node:url'

import { build, type Plugin } from 'vite'
import { describe, expect, it } from 'vitest'

const ENTRY = fileURLToPath(new URL('./entry.virtual.ts', import.meta.url))

/** Builds one module for browsers, or, with `ssr`, for a server; returns the code. */
async function bundle(code: string, { ssr = false } = {}): Promise<string> {
  const entry: Plugin = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? ENTRY : null),
    load: (id) => (id === ENTRY ? code : null),
  }
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [entry],
    ssr: { noExternal: ['@wordfare/daily'] },
    build: { ssr, write: false, rollupOptions: { input: ENTRY } },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new Error('unreachable: not watching')
  return output.output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n')
}

describe('a browser build', () => {
  it.each([
    ['@wordfare/daily', 'createDailyRooms'],
    ['@wordfare/daily', 'Secret'],
    ['@wordfare/daily/stand-in', 'startDailyStandIn'],
  ])('[D3] that imports a name from %s fails: %s', async (from, name) => {
    const code = `import { ${name} } from '${from}'\nconsole.log(${name})`
    await expect(bundle(code)).rejects.toThrow(
      new RegExp(`"${name}" is not exported by .*browser-guard`),
    )
  })

  it('[D3] that imports the whole namespace holds none of the package, and fails when loaded', async () => {
    const code = `import * as daily from '@wordfare/daily'\nconsole.log(daily)`
    const built = await bundle(code)
    expect(built).toContain('never runs in a browser')
    expect(built).not.toMatch(/createDailyRooms|authorization|Bearer/u)
  })

  it('[D3] is refused by the guard alone: the same import builds for a server', async () => {
    const code = `import { createDailyRooms } from '@wordfare/daily'\nconsole.log(createDailyRooms)`
    const built = await bundle(code, { ssr: true })
    expect({
      isThere: built.includes('authorization'),
      isGuarded: built.includes('never runs in a browser'),
    }).toEqual({ isThere: true, isGuarded: false })
  })
})
