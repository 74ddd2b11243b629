import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { rejectionText } from '../../problem-text.ts'
import { refusal } from '../../../test/fake-server.ts'
import { LAST_SEQ, card, open, played, widen } from './open-table.tsx'
import { beforeClue, cardOf, idOf, sampleView } from './sample-view.ts'

describe('the board', () => {
  it('says what every card is to those who may know, and who marked it', async () => {
    await open(sampleView('Cy'))
    expect(card('LANTERN')).toHaveAccessibleName('LANTERN')
    expect(card('ANCHOR')).toHaveAccessibleName('ANCHOR, Red, covered')
    expect(card('PASSPORT')).toHaveAccessibleName('PASSPORT, bystander, covered')
    expect(card('FERRY')).toHaveAccessibleName('FERRY, marked by Cy and Bob')
  })

  it('[R5] shows the key to a spymaster alone', async () => {
    await open(sampleView('Ada'))
    expect(card('SIREN')).toHaveAccessibleName('SIREN, assassin, marked by Bob')
    expect(card('LANTERN')).toHaveAccessibleName('LANTERN, bystander')
  })

  it('keeps the words that the spymaster meant circled for them while the team guesses', async () => {
    await open(sampleView('Ada'))
    expect(card('TUGBOAT')).toHaveAccessibleName('TUGBOAT, Red, circled, marked by Bob')
    expect(card('ANCHOR')).toHaveAccessibleName('ANCHOR, Red, covered')
  })

  it('is one stop for Tab, walked with the arrow keys', async () => {
    const { user } = await open(sampleView('Cy'))
    act(() => card('LANTERN').focus())
    await user.keyboard('{ArrowRight}{ArrowDown}')
    expect(card('LEDGER')).toHaveFocus()
    await user.keyboard('{End}{ArrowRight}{ArrowUp}{ArrowUp}')
    expect(card('GRAVY')).toHaveFocus()
    await user.keyboard('{Home}{ArrowLeft}')
    expect(card('LANTERN')).toHaveFocus()
    const stops = within(screen.getByRole('grid', { name: 'Board' }))
      .getAllByRole('button')
      .filter((button) => button.tabIndex === 0)
    expect(stops).toEqual([card('LANTERN')])
  })
})

describe('an operative on turn', () => {
  it('[G1] guesses in two steps, for the turn that they see', async () => {
    const { server, user } = await open(sampleView('Cy'))
    await user.click(card('FERRY'))
    expect(card('FERRY')).toHaveAttribute('aria-pressed', 'true')
    expect(played(server)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Guess Ferry' }))
    expect(played(server)).toEqual([{ type: 'guess', card: cardOf('FERRY'), turn: 5 }])
  })

  it('has the second step on the card where the desks stand beside the board', async () => {
    widen()
    const { server, user } = await open(sampleView('Cy'))
    await user.click(card('FERRY'))
    const board = within(screen.getByRole('grid', { name: 'Board' }))
    await user.click(board.getByRole('button', { name: 'Guess Ferry' }))
    expect(played(server)).toEqual([{ type: 'guess', card: cardOf('FERRY'), turn: 5 }])
  })

  it('lets go of the card with Escape, with a second press, or by choosing another', async () => {
    const { server, user } = await open(sampleView('Cy'))
    await user.click(card('FERRY'))
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('button', { name: 'Guess Ferry' })).toBeNull()
    await user.click(card('FERRY'))
    await user.click(card('FERRY'))
    expect(screen.queryByRole('button', { name: 'Guess Ferry' })).toBeNull()
    await user.click(card('FERRY'))
    await user.click(card('SIREN'))
    expect(screen.queryByRole('button', { name: 'Guess Ferry' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Guess Siren' })).toBeVisible()
    expect(played(server)).toEqual([])
  })

  it.each(['narrow', 'wide'])('plays by keyboard alone (%s)', async (width) => {
    if (width === 'wide') widen()
    const { server, user } = await open(sampleView('Cy'))
    act(() => card('LANTERN').focus())
    await user.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Guess Lantern' })).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(card('LANTERN')).toHaveFocus()
    expect(played(server)).toEqual([])
    await user.keyboard('{Enter}{Enter}')
    expect(played(server)).toEqual([{ type: 'guess', card: cardOf('LANTERN'), turn: 5 }])
  })

  it('does not guess with the key press that chose the card, however long it is held', async () => {
    const { user } = await open(sampleView('Cy'))
    act(() => card('LANTERN').focus())
    await user.keyboard('{Enter}')
    const guess = screen.getByRole('button', { name: 'Guess Lantern' })
    expect(fireEvent.keyDown(guess, { key: 'Enter', repeat: true })).toBe(false)
    expect(fireEvent.keyDown(guess, { key: 'Enter' })).toBe(true)
  })

  it('[G9] marks with M, and with the button beside the guess', async () => {
    const { server, user } = await open(sampleView('Cy'))
    act(() => card('TUGBOAT').focus())
    await user.keyboard('m')
    await user.click(card('FERRY'))
    await user.click(screen.getByRole('button', { name: 'Unmark Ferry' }))
    await user.click(card('HINGE'))
    await user.click(screen.getByRole('button', { name: 'Mark Hinge' }))
    expect(played(server)).toEqual(
      ['TUGBOAT', 'FERRY', 'HINGE'].map((word) => ({ type: 'mark', card: cardOf(word) })),
    )
  })

  it('[G9] sees their own marks at once, and no more once they are refused', async () => {
    const { server, user } = await open(sampleView('Cy'))
    act(() => card('TUGBOAT').focus())
    await user.keyboard('m')
    expect(card('TUGBOAT')).toHaveAccessibleName('TUGBOAT, marked by Bob and Cy')
    await user.keyboard('m')
    expect(card('TUGBOAT')).toHaveAccessibleName('TUGBOAT, marked by Bob')
    server.answer('play', () => {
      throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'not-your-turn' })
    })
    await user.keyboard('m')
    await screen.findByText(rejectionText['not-your-turn'].title)
    expect(card('TUGBOAT')).toHaveAccessibleName('TUGBOAT, marked by Bob')
  })

  it('[G9] has what the desk says of a mark once the turn is another', async () => {
    const { server, user } = await open(sampleView('Cy'))
    act(() => card('TUGBOAT').focus())
    await user.keyboard('m')
    const view = sampleView('Cy', { turn: { team: 'red', number: 7 } })
    act(() => server.sendGame(LAST_SEQ + 2, { type: 'view', view }))
    expect(card('TUGBOAT')).toHaveAccessibleName('TUGBOAT, marked by Bob')
  })

  it('loses the choice when the turn is over or the card is covered', async () => {
    const { server, user } = await open(sampleView('Cy'))
    await user.click(card('FERRY'))
    act(() =>
      server.sendGame(LAST_SEQ + 2, {
        type: 'view',
        view: sampleView('Cy', { turn: { team: 'red', number: 7 } }),
      }),
    )
    expect(screen.queryByRole('button', { name: 'Guess Ferry' })).toBeNull()
  })

  it('[G2] learns that a guess comes before the end of the turn', async () => {
    const { server, user } = await open(sampleView('Cy', { guessesMade: 0, guessesLeft: 4 }))
    const end = screen.getByRole('button', { name: 'End turn' })
    expect(end).toHaveAccessibleDescription('One guess is due first')
    await user.click(end)
    expect(played(server)).toEqual([])
  })

  it('[G8] ends the turn after a guess', async () => {
    const { server, user } = await open(sampleView('Cy'))
    await user.click(screen.getByRole('button', { name: 'End turn' }))
    expect(played(server)).toEqual([{ type: 'endTurn', turn: 5 }])
  })
})

describe('whoever is not on turn', () => {
  it.each(['Ada', 'Dee', 'Eve', 'Gus'] as const)(
    '[G1] can walk the board but not play: %s',
    async (who) => {
      const { server, user } = await open(sampleView(who))
      expect(card('FERRY')).toHaveAttribute('aria-disabled', 'true')
      await user.click(card('FERRY'))
      act(() => card('FERRY').focus())
      await user.keyboard('m{Enter}')
      expect(screen.queryByRole('button', { name: 'Guess Ferry' })).toBeNull()
      expect(screen.queryByRole('button', { name: 'End turn' })).toBeNull()
      expect(played(server)).toEqual([])
    },
  )

  it('is told whom the table waits for', async () => {
    await open(beforeClue('Eve'))
    expect(screen.getByRole('region', { name: 'Current clue' })).toHaveTextContent(
      'Red’s clue.Ada is thinking of a clue.',
    )
  })

  it('sees clue, count and guesses left', async () => {
    await open(sampleView('Eve'))
    expect(screen.getByRole('region', { name: 'Current clue' })).toHaveTextContent(
      'Red to guess.Ada’s clue:HARBOUR 33 guesses left',
    )
  })
})

it('shows a reveal only to those who looked on', async () => {
  const { server } = await open(sampleView('Cy'))
  expect(document.querySelectorAll('.just')).toHaveLength(0)
  act(() =>
    server.sendGame(LAST_SEQ + 1, {
      type: 'events',
      events: [
        {
          seq: LAST_SEQ + 1,
          event: {
            type: 'CardCovered',
            atMs: 1,
            by: idOf('Bob'),
            card: cardOf('FERRY'),
            kind: 'red',
            team: 'red',
            turn: 5,
          },
        },
      ],
    }),
  )
  expect(document.querySelectorAll('.just')).toHaveLength(1)
  expect(card('FERRY').closest('.just')).not.toBeNull()
})
