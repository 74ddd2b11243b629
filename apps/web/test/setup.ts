import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// A page that is loaded lazily takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 })

// What jsdom has no notion of: a window that scrolls, and a system that prefers a colour scheme.
window.scrollTo = () => undefined
window.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  })

// The kinds of media, which daily-react asks everything whether it is one.
class NoStream extends EventTarget {
  addTrack(): void {}
}
class NoTrack extends EventTarget {}
for (const [name, value] of Object.entries({ MediaStream: NoStream, MediaStreamTrack: NoTrack }))
  if (!(name in globalThis))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })

// Nor does it play anything, or draw.
for (const method of ['play', 'pause', 'load'] as const)
  Object.defineProperty(HTMLMediaElement.prototype, method, {
    value: async () => undefined,
    writable: true,
    configurable: true,
  })
HTMLCanvasElement.prototype.getContext = () => null

// What the browser would complain about fails the test.
const complaints: string[] = []
beforeEach(() => {
  complaints.length = 0
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...args: unknown[]) => {
      complaints.push(args.map(String).join(' '))
    })
  }
})

afterEach(() => {
  cleanup()
  localStorage.clear()
  if (complaints.length > 0) throw new Error(`the console complained:\n${complaints.join('\n')}`)
})
