import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** Native code stays outside. All else goes in, as many small files are slow to load. */
const external = ['better-sqlite3']

/**
 * Node's HTTP module by `require`. An import of it reads all that it exports at once, and one of those loads an HTTP client
 * that takes as long as Fastify.
 */
const requireHttp: Plugin = {
  name: 'require-http',
  setup(building) {
    building.onResolve({ filter: /^(?:node:)?http$/ }, ({ kind }) =>
      kind === 'require-call' ? null : { path: 'http', namespace: 'required' },
    )
    building.onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require('node:${path}')`,
    }))
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
    // A thread is started by its file.
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
  plugins: [requireHttp, nativeSpread],
  sourcemap: true,
  // There is less to read at the start. Names stay, for stacks and profiles.
  minifyWhitespace: true,
  minifySyntax: true,
  // Bundled CommonJS asks for Node's own modules by `require`, which a module does not have by itself.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
