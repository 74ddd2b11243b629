import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { createLazyPage } from './lazy-page.tsx'

const Greeting = ({ name }: { name: string }) => <p>Hello {name}.</p>

it('fetches the page once, however many want it, and draws it with what it is given', async () => {
  const fetchPage = vi.fn<() => Promise<typeof Greeting>>(async () => Greeting)
  const lazy = createLazyPage(fetchPage)
  expect(lazy.isLoaded()).toBe(false)
  lazy.prefetch()
  await Promise.all([lazy.load(), lazy.load()])
  await lazy.load()
  expect(fetchPage).toHaveBeenCalledOnce()
  expect(lazy.isLoaded()).toBe(true)
  render(<lazy.Page name="Ada" />)
  expect(screen.getByText('Hello Ada.')).toBeVisible()
})

it('tells of a failure, and tries again the next time', async () => {
  const fetchPage = vi.fn<() => Promise<typeof Greeting>>(async () => Greeting)
  fetchPage.mockRejectedValueOnce(new Error('gone'))
  const lazy = createLazyPage(fetchPage)
  await expect(lazy.load()).rejects.toThrow('gone')
  expect(lazy.isLoaded()).toBe(false)
  expect(() => lazy.Page({ name: 'Ada' })).toThrow('gone')
  await lazy.load()
  expect(lazy.isLoaded()).toBe(true)
})
