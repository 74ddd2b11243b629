import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

const KEY = 'c4n4ry0key0that0no0build0may0hold'
const SECRET = 'c4n4ry0secret0that0no0build0may0hold'

/** Every form in which a secret might be carried along. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64').replaceAll('=', ''),
  Buffer.from(secret).toString('hex'),
  Array.from(secret).toReversed().join(''),
]

let folder: string
let files: readonly { readonly name: string; readonly text: string }[]

function textOf(path: string): string {
  const bytes = readFileSync(path)
  if (path.endsWith('.br')) return brotliDecompressSync(bytes).toString('latin1')
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wordfare-build-'))
  const web = resolve(import.meta.dirname, '../apps/web')
  const vite = spawnSync(
    process.execPath,
    [join(web, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir'],
    {
      cwd: web,
      encoding: 'utf8',
      // The test's own would make it a build for tests.
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DAILY_API_KEY: KEY,
        COOKIE_SECRETS: SECRET,
      },
    },
  )
  if (vite.status !== 0) throw new Error(`the build failed:\n${vite.stderr}`)
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, text: textOf(join(parentPath, name)) }))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('a build made where the secrets are set holds them in no form, and nothing of the room creator', () => {
  expect(files.filter(({ name }) => name.endsWith('.js')).length).toBeGreaterThan(1)
  const forbidden = [...formsOf(KEY), ...formsOf(SECRET), 'api.daily.co', 'DAILY_API_KEY']
  const found = files.flatMap(({ name, text }) =>
    forbidden.filter((form) => text.includes(form)).map((form) => ({ name, form })),
  )
  expect(found).toEqual([])
})

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g

/** The scripts that a browser fetches for the first of them, by what each imports before it runs. */
function withImports(script: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(script)) return known
  known.add(script)
  const text = readFileSync(join(folder, script), 'utf8')
  for (const [, name = ''] of text.matchAll(STATIC_IMPORT)) withImports(`assets/${name}`, known)
  return known
}

/** What the lobby may take before anybody does anything. Lower it with every saving. */
const SCRIPT_MAX_GZIP_BYTES = 90_000
const FIRST_LOAD_MAX_BROTLI_BYTES = 189_000
/** Asked for by the styles, as the front page has words in it. The other two fonts it preloads. */
const ITALIC = /^newsreader-latin-400-italic.*\.woff2$/

it('what the lobby loads first stays within its budget', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name = '']) => name)
  const italics = files.map(({ name }) => name).filter((name) => ITALIC.test(name))
  const first = [...named, ...italics.map((name) => `assets/${name}`)]
  /** As it travels: what is compressed already travels as it is. */
  const sum = (names: readonly string[], ending: '.gz' | '.br'): number =>
    names
      .map((name) => join(folder, name))
      .map((file) => (existsSync(`${file}${ending}`) ? `${file}${ending}` : file))
      .reduce((bytes, file) => bytes + statSync(file).size, 0)
  const scripts = first.filter((name) => name.endsWith('.js'))
  // That it asks for none later on, e2e/specs/lobby.spec.ts holds.
  const entry = /<script[^>]+src="\/(assets\/[^"]+)"/.exec(page)?.[1] ?? ''
  expect(scripts.toSorted()).toEqual([...withImports(entry)].toSorted())
  expect(scripts.length).toBeGreaterThan(0)
  expect(first.filter((name) => name.endsWith('.woff2'))).toHaveLength(3)
  const script = sum(scripts, '.gz')
  const all = sum(['index.html', ...first], '.br')
  console.log(`the lobby loads ${script} bytes of script with gzip, ${all} in all with Brotli`)
  expect(script).toBeLessThan(SCRIPT_MAX_GZIP_BYTES)
  expect(all).toBeLessThan(FIRST_LOAD_MAX_BROTLI_BYTES)
})
