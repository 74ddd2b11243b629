import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { open, played, widen } from './open-table.tsx'
import { idOf, sampleView } from './sample-view.ts'

describe('the gallery', () => {
  it('[R5] asks before it shows the key, and says what that costs', async () => {
    const { server, user } = await open(sampleView('Gus'))
    await user.click(screen.getByRole('button', { name: 'See the key' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'See the key?' }))
    expect(dialog.getByText(/you can’t sit down as an operative/)).toBeVisible()
    expect(played(server)).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Show me the key' }))
    expect(played(server)).toEqual([{ type: 'seeKey' }])
  })

  it('[R5] names who has seen it', async () => {
    widen()
    const { players } = sampleView(null)
    await open(
      sampleView('Cy', {
        players: players.map((player) => ({ ...player, hasSeenKey: player.name === 'Hal' })),
      }),
    )
    expect(screen.getByText('In the gallery: Gus and Hal. Hal has seen the key.')).toBeVisible()
  })

  it('[R6] takes an empty seat in mid-round', async () => {
    const { server, user } = await open(
      sampleView('Gus', {
        players: sampleView(null).players.filter(({ playerId }) => playerId !== idOf('Dee')),
      }),
    )
    await user.click(screen.getByRole('button', { name: 'Sit here as Red operative' }))
    await user.click(screen.getByRole('button', { name: 'Sit here as Blue spymaster' }))
    expect(played(server)).toEqual([
      { type: 'takeSeat', team: 'red', role: 'operative' },
      { type: 'takeSeat', team: 'blue', role: 'spymaster' },
    ])
  })
})
