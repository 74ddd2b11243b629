import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { createFakeServer } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'

const theme = (): string | undefined => document.documentElement.dataset.theme

function preferNight(): void {
  const real = window.matchMedia
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    Object.assign(real(query), { matches: query.includes('dark') }),
  )
}

it('is the one that the system prefers until somebody chooses', async () => {
  preferNight()
  await renderApp(createFakeServer(), '/')
  expect(theme()).toBe('night')
})

it('is switched by hand, and remembered against the system', async () => {
  const { user } = await renderApp(createFakeServer(), '/')
  expect(theme()).toBe('paper')
  await user.click(screen.getByRole('button', { name: 'Switch to the night edition' }))
  expect(theme()).toBe('night')
  await user.click(screen.getByRole('button', { name: 'Switch to the paper edition' }))
  expect(theme()).toBe('paper')

  preferNight()
  await renderApp(createFakeServer(), '/no-such-page')
  expect(theme()).toBe('paper')
})

it('can be switched where the browser forbids storage', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  const { user } = await renderApp(createFakeServer(), '/')
  await user.click(screen.getByRole('button', { name: 'Switch to the night edition' }))
  expect(theme()).toBe('night')
})
