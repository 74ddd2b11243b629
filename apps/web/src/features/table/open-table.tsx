import { screen, within } from '@testing-library/react'
import { playInputSchema, type Command, type GameView } from '@wordfare/contracts'
import { vi } from 'vitest'
import { createFakeServer, type FakeServer } from '../../../test/fake-server.ts'
import { renderApp, type RenderedApp } from '../../../test/render-app.tsx'

/** The number of the last event that an opened table has seen. */
export const LAST_SEQ = 40

/** Opens the table in the whole app, as the server would show it to the one whose view it is. */
export async function open(view: GameView): Promise<RenderedApp & { server: FakeServer }> {
  const server = createFakeServer()
  server.answer('play', () => ({ seq: LAST_SEQ + 1 }))
  server.answer('checkClue', () => ({ legal: true }))
  server.sendGame(LAST_SEQ, { type: 'view', view })
  const app = await renderApp(server, `/g/${view.gameId}`)
  await screen.findByRole('grid', { name: 'Board' })
  return { server, ...app }
}

/** The commands that were sent to the table, in order. */
export const played = (server: FakeServer): readonly Command[] =>
  server.asked.flatMap(({ path, input }) =>
    path === 'play' ? [playInputSchema.parse(input).command] : [],
  )

/** The card whose name starts with a word. */
export const card = (word: string): HTMLElement =>
  within(screen.getByRole('grid', { name: 'Board' })).getByRole('button', {
    name: new RegExp(`^${word}`),
  })

/** A window in which the desks stand beside the board. */
export function widen(): void {
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    Object.assign(new EventTarget(), {
      matches: query.includes('min-width'),
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  )
}
