import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './precompress.ts'

/** Where the API server listens during development. */
const API = 'http://127.0.0.1:3002'

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    // The first browsers with light-dark(), which the two editions are made of, and AbortSignal.any().
    target: ['chrome123', 'firefox124', 'safari17.5'],
    // A strict content security policy allows no fonts or scripts from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the lobby loads, in one piece: a part of it in a chunk of its own is packed worse and gains nobody anything.
        codeSplitting: { groups: [{ name: 'lobby', tags: ['$initial'] }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 3001,
    strictPort: true,
    proxy: {
      '/trpc': { target: API, ws: true },
      '/session': API,
      '/healthz': API,
    },
  },
})
