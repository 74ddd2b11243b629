import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { GameView } from '@wordfare/contracts'
import { expect, it, vi } from 'vitest'
import { ada, aTable, bob } from '../../../test/a-table.ts'
import type { Play } from '../../trpc/play.ts'
import { PeopleDialog } from './people-dialog.tsx'

const ready = { call: { status: 'ready', reason: null } } as const

async function openPeople(view: GameView) {
  const user = userEvent.setup()
  const play = vi.fn<Play>()
  render(<PeopleDialog view={view} play={play} />)
  await user.click(screen.getByRole('button', { name: 'People at the table' }))
  await screen.findByRole('dialog')
  return { user, play }
}

it('[V2] lets the host mute everybody', async () => {
  const { user, play } = await openPeople(aTable(ada, [ada, bob], ready))
  await user.click(screen.getByRole('button', { name: 'Mute everybody' }))
  expect(play).toHaveBeenCalledExactlyOnceWith({ type: 'muteAll' })
})

it.each([
  ['by somebody else', aTable(bob, [ada, bob], ready)],
  ['where there is no call', aTable(ada, [ada, bob])],
])('[V2] mutes nobody %s', async (_, view) => {
  await openPeople(view)
  expect(screen.queryByRole('button', { name: 'Mute everybody' })).not.toBeInTheDocument()
})
