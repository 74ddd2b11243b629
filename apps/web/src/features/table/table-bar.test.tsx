import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { open } from './open-table.tsx'
import { sampleView } from './sample-view.ts'

it('tells how a round runs', async () => {
  const { user } = await open(sampleView('Cy'))
  await user.click(screen.getByRole('button', { name: 'How a round runs' }))
  expect(await screen.findByRole('dialog', { name: 'How a round runs' })).toBeVisible()
})

it('[V1] [V3] tells what the table has settled about voices', async () => {
  const view = sampleView('Cy')
  const settings = { ...view.settings, straightFace: true, teamTalk: true }
  const { user } = await open({ ...view, settings })
  expect(screen.getByText('straight face, team talk')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'How a round runs' }))
  const rules = within(await screen.findByRole('dialog', { name: 'How a round runs' }))
  expect(
    rules.getByText('Spymasters fall silent after the clue, until the turn ends.'),
  ).toBeVisible()
  expect(rules.getByText('Only teammates hear those who guess, until the turn ends.')).toBeVisible()
})

it('copies the invite link', async () => {
  const view = sampleView('Cy')
  const { user } = await open(view)
  await user.click(screen.getByRole('button', { name: 'Copy the invite link' }))
  expect(await screen.findByRole('button', { name: 'Link copied' })).toBeVisible()
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/g/${view.gameId}`)
})
