import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/fake-server.ts'
import { card, open, played } from './open-table.tsx'
import { beforeClue, cardOf } from './sample-view.ts'

describe('the spymaster’s sheet', () => {
  it('[C4] counts the circles until the count is changed by hand, and sends what was meant', async () => {
    const { server, user } = await open(beforeClue('Ada'))
    const sheet = within(screen.getByRole('form', { name: 'Your clue' }))
    await user.click(card('ANCHOR'))
    await user.click(card('FERRY'))
    await user.click(card('TUGBOAT'))
    expect(card('FERRY')).toHaveAccessibleName('FERRY, Red, circled')
    expect(sheet.getByRole('group', { name: 'How many' })).toHaveTextContent('3')
    await user.click(card('TUGBOAT'))
    expect(sheet.getByRole('group', { name: 'How many' })).toHaveTextContent('2')
    await user.click(sheet.getByRole('button', { name: 'One more' }))
    await user.click(card('TUGBOAT'))
    expect(sheet.getByRole('group', { name: 'How many' })).toHaveTextContent('3')
    await user.type(sheet.getByLabelText('One word'), 'harbour{Enter}')
    expect(played(server)).toEqual([
      {
        type: 'giveClue',
        word: 'harbour',
        count: 3,
        targets: [cardOf('ANCHOR'), cardOf('FERRY'), cardOf('TUGBOAT')],
      },
    ])
    expect(sheet.getByLabelText('One word')).toHaveValue('')
  })

  it('circles cards of the own team only', async () => {
    const { user } = await open(beforeClue('Ada'))
    await user.click(card('VELVET'))
    await user.click(card('LANTERN'))
    expect(card('VELVET')).toHaveAccessibleName('VELVET, Blue')
    expect(card('LANTERN')).toHaveAccessibleName('LANTERN, bystander')
  })

  it('[C1] goes from 0 to 9 and to no limit', async () => {
    const { server, user } = await open(beforeClue('Ada'))
    const sheet = within(screen.getByRole('form', { name: 'Your clue' }))
    await user.click(sheet.getByRole('button', { name: 'One fewer' }))
    expect(sheet.getByRole('button', { name: 'One fewer' })).toBeDisabled()
    await user.click(sheet.getByRole('button', { name: 'No limit' }))
    await user.type(sheet.getByLabelText('One word'), 'sea{Enter}')
    expect(played(server)).toEqual([{ type: 'giveClue', word: 'sea', count: 'unlimited' }])
  })

  it('says what the checker has against the word, and sends nothing till then', async () => {
    const { server, user } = await open(beforeClue('Ada'))
    server.answer('checkClue', () => ({
      legal: false,
      reason: 'clue-part-of-board-word',
      word: 'FERRY',
    }))
    const word = screen.getByLabelText('One word')
    await user.type(word, 'ferryman')
    expect(await screen.findByText('That shares a part with FERRY.')).toBeVisible()
    expect(word).toBeInvalid()
    expect(screen.getByRole('button', { name: 'Send clue' })).toBeDisabled()
    await user.keyboard('{Enter}')
    expect(played(server)).toEqual([])
  })

  it('keeps every word when the clue is refused, and says why beside it', async () => {
    const { server, user } = await open(beforeClue('Ada'))
    server.answer('play', () => {
      throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'clue-used-before' })
    })
    await user.click(card('FERRY'))
    const word = screen.getByLabelText('One word')
    await user.type(word, 'spice{Enter}')
    expect(await screen.findByText('Your team has had that clue.')).toBeVisible()
    expect(word).toHaveValue('spice')
    expect(card('FERRY')).toHaveAccessibleName('FERRY, Red, circled')
    await user.type(word, 's')
    expect(screen.queryByText('Your team has had that clue.')).toBeNull()
  })
})
