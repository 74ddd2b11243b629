import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { createAddress } from './address.ts'
import { PageLink } from './page-link.tsx'
import { AddressContext } from './use-address.ts'

/** A link to the lobby, clicked at `path` with a key held down or without. */
async function click(path: string, held = '') {
  history.replaceState(null, '', path)
  const address = createAddress()
  const goTo = vi.fn<(path: string) => void>()
  const onDefault = vi.fn<(isPrevented: boolean) => void>()
  render(
    <AddressContext value={{ ...address, goTo }}>
      <PageLink to="/">The lobby</PageLink>
    </AddressContext>,
  )
  // jsdom can’t follow a link, so nobody lets it try.
  const watch = (event: Event): void => {
    onDefault(event.defaultPrevented)
    event.preventDefault()
  }
  window.addEventListener('click', watch, { once: true })
  const user = userEvent.setup()
  if (held !== '') await user.keyboard(held)
  await user.click(screen.getByRole('link', { name: 'The lobby' }))
  return { goTo, isLeftToBrowser: onDefault.mock.calls[0]?.[0] === false }
}

it('leads to its page without loading anything anew', async () => {
  const { goTo, isLeftToBrowser } = await click('/g/somewhere')
  expect(goTo).toHaveBeenCalledExactlyOnceWith('/')
  expect(isLeftToBrowser).toBe(false)
  expect(screen.getByRole('link')).not.toHaveAttribute('aria-current')
})

it.each(['{Control>}', '{Meta>}', '{Shift>}', '{Alt>}'])(
  'is the browser’s business with %s',
  async (held) => {
    const { goTo, isLeftToBrowser } = await click('/g/somewhere', held)
    expect(goTo).not.toHaveBeenCalled()
    expect(isLeftToBrowser).toBe(true)
  },
)

it('says that one is there already, and leads nowhere', async () => {
  const { goTo, isLeftToBrowser } = await click('/')
  expect(screen.getByRole('link')).toHaveAttribute('aria-current', 'page')
  expect(goTo).not.toHaveBeenCalled()
  expect(isLeftToBrowser).toBe(false)
})
