import { rmSync } from 'node:fs'
import { build } from 'esbuild'
import manifest from './package.json' with { type: 'json' }

/** What is installed beside the server stays outside; the workspace's own packages, and what only they use, go in. */
const external = Object.keys(manifest.dependencies).filter((name) => !name.startsWith('@wordfare/'))

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  // What main imports on demand stays a file of its own, so that it is also loaded on demand.
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  external: external.flatMap((name) => [name, `${name}/*`]),
  sourcemap: true,
  // Bundled CommonJS asks for Node's own modules by `require`, which a module does not have by itself.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
