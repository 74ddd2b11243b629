import { DailyProvider } from '@daily-co/daily-react'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { playerIdSchema } from '@wordfare/contracts'
import { asDailyCall, createPeerCall } from '@wordfare/peer-call'
import { expect, test, vi } from 'vitest'
import { DevicesDialog } from './devices-dialog.tsx'

test('shows the devices and the level, and closes when done', async () => {
  const call = createPeerCall({
    player: { playerId: playerIdSchema.parse('p'.repeat(22)), name: 'Cy' },
    signalling: {
      enter: () => {
        throw new Error('nobody joins here')
      },
    },
  })
  const onClose = vi.fn<() => void>()
  render(
    <DailyProvider callObject={asDailyCall(call)}>
      <DevicesDialog isOpen onClose={onClose} />
    </DailyProvider>,
  )
  expect(await screen.findByRole('dialog', { name: 'Devices' })).toBeVisible()
  for (const name of ['Camera', 'Microphone', 'Speaker'])
    expect(screen.getByRole('combobox', { name })).toBeInTheDocument()
  expect(screen.getByRole('meter', { name: 'Microphone level' })).toHaveAttribute(
    'aria-valuetext',
    'off',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Done' }))
  expect(onClose).toHaveBeenCalledOnce()
})
