import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The oldest one without a known fault; docs/security.md says which faults the older ones have. */
const WS_MIN = '8.21.0'
/** What has to compile something, or to fetch what fits the machine, before it works. */
const BUILT = ['better-sqlite3', 'esbuild', 'node']
/** What is shipped; everything else is for the work on it. */
const SHIPPED = ['apps/server', 'apps/web']

type Resolved = Readonly<Record<string, { readonly version: string }>>

/** The parts of the lockfile that are looked at. */
interface Lockfile {
  readonly importers: Readonly<
    Record<
      string,
      {
        readonly dependencies?: Resolved
        readonly devDependencies?: Resolved
        readonly optionalDependencies?: Resolved
      }
    >
  >
  /** By name and version. */
  readonly packages: Readonly<Record<string, { readonly resolution: Readonly<object> }>>
}

const lockfile: Lockfile = parse(read('pnpm-lock.yaml'))
const workspace: Readonly<Record<string, unknown>> = parse(read('pnpm-workspace.yaml'))

const versionsOf = (name: string): string[] =>
  Object.keys(lockfile.packages).flatMap((id) =>
    id.startsWith(`${name}@`) ? [id.slice(name.length + 1)] : [],
  )

/** The folder of a workspace package that is linked to from another one; null for a package of the registry. */
const linkedFolder = (from: string, version: string): string | null =>
  version.startsWith('link:') ? join(from, version.slice('link:'.length)) : null

/** Without the peers that it stands beside. */
const versionAlone = (version: string): string => version.replace(/\(.*/, '')

/** What the packages of these folders need to run, and what those of the workspace need that they link to. */
function neededBy(folders: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>()
  const queue = [...folders]
  for (const folder of queue) {
    for (const [name, { version }] of Object.entries(
      lockfile.importers[folder]?.dependencies ?? {},
    )) {
      const linked = linkedFolder(folder, version)
      if (linked === null) needed.add(`${name}@${versionAlone(version)}`)
      else if (!queue.includes(linked)) queue.push(linked)
    }
  }
  return needed
}

it('[B28] no version of ws is one of those that can be made to fill the memory', () => {
  const versions = versionsOf('ws')
  expect(versions).not.toEqual([])
  for (const version of versions) {
    expect(version.localeCompare(WS_MIN, 'en', { numeric: true })).toBeGreaterThanOrEqual(0)
  }
})

it('[B28] the lockfile has the hash of every package, and all are from the registry', () => {
  const packages = Object.entries(lockfile.packages)
  expect(packages).not.toEqual([])
  // A tarball, a repository or a folder would stand beside the hash, or in its place.
  for (const [id, { resolution }] of packages) {
    expect({ id, resolution }).toEqual({
      id,
      resolution: { integrity: expect.stringMatching(/^sha512-[\w+/]{86}==$/) },
    })
  }
  const asked = Object.entries(lockfile.importers).flatMap(([folder, importer]) =>
    Object.entries({
      ...importer.dependencies,
      ...importer.devDependencies,
      ...importer.optionalDependencies,
    }).map(([name, { version }]) => ({ name, version, linked: linkedFolder(folder, version) })),
  )
  expect(
    asked.filter(({ name, version, linked }) =>
      linked === null
        ? !(`${name}@${versionAlone(version)}` in lockfile.packages)
        : !(linked in lockfile.importers),
    ),
  ).toEqual([])
})

it('[B28] what is installed is what the lockfile says', () => {
  const installs = read('script/bootstrap').match(/^\s*pnpm install.*$/gm)
  expect(installs).toEqual(['pnpm install --frozen-lockfile'])
})

it('[B28] install scripts run for those that need one and for no others', () => {
  expect(workspace['allowBuilds']).toEqual(
    Object.fromEntries(BUILT.map((name) => [name, true] as const)),
  )
  expect(Object.keys(workspace)).not.toContain('dangerouslyAllowAllBuilds')
  for (const name of BUILT) {
    const [manifest = ''] = globSync(`node_modules/.pnpm/*/node_modules/${name}/package.json`, {
      cwd: root,
    })
    expect(manifest).not.toBe('')
    const { scripts = {} }: { readonly scripts?: Readonly<Record<string, string>> } = JSON.parse(
      read(manifest),
    )
    const isBuilt =
      ['preinstall', 'install', 'postinstall'].some((script) => script in scripts) ||
      existsSync(join(root, dirname(manifest), 'binding.gyp'))
    expect({ name, isBuilt }).toEqual({ name, isBuilt: true })
  }
})

it(
  '[B28] the bill of materials names all that is shipped, and no tool',
  { timeout: 120_000 },
  () => {
    // What licences the packages have is in it too, but takes long to look up while the disk is busy.
    const print = 'source script/pnpm; pnpm run --silent sbom --lockfile-only'
    const printed = spawnSync('bash', ['-c', print], { cwd: root, encoding: 'utf8' })
    expect(printed).toMatchObject({ status: 0 })
    const bill: {
      readonly bomFormat: string
      readonly components: readonly {
        readonly group?: string
        readonly name: string
        readonly version: string
      }[]
    } = JSON.parse(printed.stdout)
    expect(bill.bomFormat).toBe('CycloneDX')
    const named = bill.components.map(
      ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`,
    )

    const needed = neededBy(SHIPPED)
    for (const name of ['fastify', '@trpc/server', 'better-sqlite3', 'ioredis', 'react', 'jose']) {
      expect([...needed].some((id) => id.startsWith(`${name}@`))).toBe(true)
    }
    expect(named).toEqual(expect.arrayContaining([...needed]))
    // They come with others: the sockets with Fastify's plugin, the compiler as what tRPC asks to stand beside.
    const indirect = ['ws', 'typescript'].flatMap((name) =>
      versionsOf(name).map((version) => `${name}@${version}`),
    )
    expect(named).toEqual(expect.arrayContaining(indirect))

    const tools = Object.values(lockfile.importers)
      .flatMap(({ devDependencies = {} }) => Object.entries(devDependencies))
      .map(([name, { version }]) => `${name}@${versionAlone(version)}`)
      .filter((id) => !needed.has(id) && !indirect.includes(id))
    expect(tools.length).toBeGreaterThan(0)
    expect(named.filter((id) => tools.includes(id))).toEqual([])
  },
)
