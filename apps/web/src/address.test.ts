import { expect, it, vi } from 'vitest'
import { createAddress } from './address.ts'

/** The browser goes back in its own time. */
const back = async (): Promise<void> => {
  const isBack = new Promise((resolve) => {
    window.addEventListener('popstate', resolve, { once: true })
  })
  history.back()
  await isBack
}

it('tells whoever listens where one is, and whether one has gone on there or back', async () => {
  history.replaceState(null, '', '/')
  const address = createAddress()
  const listener = vi.fn<() => void>()
  const stop = address.subscribe(listener)
  expect(address.path()).toBe('/')
  expect(address.isNew()).toBe(false)

  address.goTo('/g/somewhere')
  expect(address.path()).toBe('/g/somewhere')
  expect(address.isNew()).toBe(true)
  expect(listener).toHaveBeenCalledTimes(1)

  await back()
  expect(address.path()).toBe('/')
  expect(address.isNew()).toBe(false)
  expect(listener).toHaveBeenCalledTimes(2)

  stop()
  address.goTo('/g/somewhere')
  expect(listener).toHaveBeenCalledTimes(2)
})
