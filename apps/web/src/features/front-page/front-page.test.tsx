import { screen, within } from '@testing-library/react'
import { defaultSettings, type Command, type GameView } from '@wordfare/contracts'
import { playInputSchema } from '@wordfare/contracts'
import { describe, expect, it, vi } from 'vitest'
import { createFakeServer } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'
import { overView, sampleView } from '../table/sample-view.ts'
import { nextSpymasters } from './next-spymasters.ts'
import { score } from './score.ts'

async function open(view: GameView) {
  const server = createFakeServer()
  server.answer('play', () => ({ seq: 60 }))
  server.sendGame(59, { type: 'view', view })
  const { user } = await renderApp(server, `/g/${view.gameId}`)
  const banner = await screen.findByRole('heading', { level: 1 })
  const played = (): readonly Command[] =>
    server.asked.flatMap(({ path, input }) =>
      path === 'play' ? [playInputSchema.parse(input).command] : [],
    )
  return { user, banner, played }
}

describe('the front page', () => {
  it('leads with the story of the round', async () => {
    const { banner } = await open(overView('Cy'))
    expect(banner).toHaveTextContent(/^BLUE WALKS IT$/)
    expect(
      screen.getByText('Red finds the assassin on page one, four words from home'),
    ).toBeVisible()
    expect(screen.getByText(/^Bob filed SIREN at/)).toBeVisible()
    expect(screen.getByText(/Eve regrets the error/)).toBeVisible()
    expect(screen.getByText('Red 1, Blue 1')).toBeVisible()
    expect(screen.getByText(/Round 2, 17 minutes/)).toBeVisible()
  })

  it('[E3] shows the whole key, and what every clue was about', async () => {
    await open(overView('Cy'))
    const board = within(screen.getByRole('list', { name: 'The board, all words shown' }))
    const names = board.getAllByRole('listitem').map((card) => card.firstChild?.textContent)
    expect(names).toHaveLength(25)
    expect(names).toContain('SIREN, assassin, covered')
    expect(names).toContain('VELVET, Blue')
    expect(names).toContain('LANTERN, bystander')
    const harbour = screen.getByText(/^HARBOUR/).closest('li')
    expect(harbour).toHaveTextContent(
      'HARBOUR 31 of 3, then the assassinAnchor, missed: Ferry, missed: Tugboat',
    )
  })

  it('has a line on everybody who played', async () => {
    await open(overView('Cy'))
    const players = within(screen.getByRole('list', { name: 'Players' }))
    expect(players.getByText('Red, found the assassin')).toBeVisible()
    expect(players.getByText('Blue, regrets Kite')).toBeVisible()
    expect(players.getByText('Blue, two words')).toBeVisible()
  })

  it('[E4] starts the next round for whoever holds a seat', async () => {
    const { user, played } = await open(overView('Cy'))
    await user.click(screen.getByRole('button', { name: 'Play round 3' }))
    expect(played()).toEqual([{ type: 'startRound' }])
  })

  it('leaves the next round to those who hold a seat', async () => {
    await open(overView('Gus'))
    expect(screen.queryByRole('button', { name: 'Play round 3' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Change seats' })).toBeVisible()
  })

  it('can be kept, on paper', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined)
    const { user } = await open(overView('Cy'))
    await user.click(screen.getByRole('button', { name: 'Keep this page' }))
    expect(print).toHaveBeenCalledOnce()
  })
})

describe('nextSpymasters', () => {
  it('[E4] names who is next, by the order of joining, where the room rotates', () => {
    expect(nextSpymasters(overView('Cy'))).toBe('Next round: Ada and Dee give the clues.')
    const settings = { ...defaultSettings, spymasterRotation: true }
    expect(nextSpymasters(overView('Cy', { settings }))).toBe(
      'Next round: Bob and Eve give the clues.',
    )
  })

  it('says where a spymaster is missing', () => {
    const players = sampleView(null).players.filter(({ name }) => name !== 'Dee')
    expect(nextSpymasters(overView('Cy', { players }))).toBe(
      'Blue needs a spymaster for the next round.',
    )
  })
})

describe('score', () => {
  it('counts the rounds of each team', () => {
    const red = { round: 1, winner: 'red', ending: 'assassin' } as const
    const blue = { round: 2, winner: 'blue', ending: 'last-card' } as const
    expect(score([red])).toEqual({ tally: 'Red 1, Blue 0', standing: 'Red leads after one round' })
    expect(score([red, blue]).standing).toBe('All square after two rounds')
    expect(score([red, blue, blue]).standing).toBe('Blue leads after three rounds')
  })
})
