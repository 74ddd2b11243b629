import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

/**
 * What is no JavaScript, what is never loaded, and a dictionary, which is a file of its own anyway, and large. All else goes
 * in, as many small files are slow to load.
 */
const external = [
  'better-sqlite3',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'wink-lemmatizer',
]

/** What of Node's is loaded by those who may need it for what they don't do here, or not at the start. */
const neededLater = /^(?:node:)?(?:cluster|fs\/promises|http2|https|tls|zlib)$/

/**
 * Node's own modules as they are, and not as what an import makes of them: it reads all that they export, and some of that
 * loads as much as Fastify does. An heir has nothing of its own that could be read.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup(building) {
    building.onResolve({ filter: /./ }, ({ kind, path }) =>
      typeof process.getBuiltinModule(path) === 'object' &&
      (kind === 'import-statement' || neededLater.test(path))
        ? { path, namespace: 'builtin' }
        : null,
    )
    building.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => {
      const load = `process.getBuiltinModule('${path}')`
      const module = neededLater.test(path)
        ? `new Proxy({}, { get: (_, name) => ${load}[name] })`
        : load
      return { contents: `module.exports = Object.create(${module})` }
    })
  },
}

/**
 * tRPC is published for engines without an object spread, and copies property by property, several times a call. Here the
 * engine copies; where there is nothing to replace any more, this plugin has to go.
 */
const nativeSpread: Plugin = {
  name: 'native-spread',
  setup(building) {
    const helper = /^function _objectSpread2\(e\) \{$[\s\S]*?^\}$/m
    let replaced = 0
    building.onLoad({ filter: /@trpc[\\/]server[\\/]dist[\\/].*\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      if (!helper.test(source)) return null
      replaced++
      return { contents: source.replace(helper, 'const _objectSpread2 = Object.assign') }
    })
    building.onEnd(() => {
      if (replaced !== 1)
        throw new Error(`tRPC spreads objects by ${replaced} helpers, and not by one`)
    })
  },
}

/** Another folder is for those who want a bundle of their own, in the reach of this package's dependencies. */
const [outdir = 'dist'] = process.argv.slice(2)

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: {
    main: 'src/main.ts',
    // What is only loaded once it is needed, or started as a thread, is known by its file.
    dictionaries: 'src/game/dictionaries.ts',
    'sqlite-thread': fileURLToPath(import.meta.resolve('@wordfare/event-store/sqlite-thread')),
  },
  outdir,
  bundle: true,
  // What main imports on demand stays a file of its own, so that it is also loaded on demand.
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  external,
  plugins: [builtins, nativeSpread],
  sourcemap: true,
  // There is less to read at the start. Names stay, for stacks and profiles.
  minifyWhitespace: true,
  minifySyntax: true,
  // Bundled CommonJS asks for Node's own modules by `require`, which a module does not have by itself.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
