import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ada, aTable, bob, dee, eve, gus, idOf } from '../../../test/a-table.ts'
import { createFakeServer } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'
import type { RouterOutputs } from '../../trpc/trpc.ts'

const ticket: RouterOutputs['callTicket'] = {
  status: 'ready',
  kind: 'peer',
  iceServers: [],
  maxParticipants: 10,
}
const GOES_ON = /The game goes on\./

/** As much of WebRTC as a call with nobody else in it needs. */
class Connection {
  close(): void {}
}
beforeEach(() => void vi.stubGlobal('RTCPeerConnection', Connection))
afterEach(() => void vi.unstubAllGlobals())

async function open(you = bob) {
  const server = createFakeServer()
  server.answer('callTicket', () => ticket)
  server.answer('signal', () => ({}))
  const view = aTable(you, [ada, bob, dee, eve, gus], { call: { status: 'ready', reason: null } })
  server.sendGame(1, { type: 'view', view })
  const { user } = await renderApp(server, `/g/${view.gameId}`)
  await screen.findByRole('heading', { name: 'Thursday desk' })
  return { server, user, view }
}

async function join({ server, user }: Awaited<ReturnType<typeof open>>) {
  await user.click(screen.getByRole('button', { name: 'Join the call' }))
  await user.click(await screen.findByRole('button', { name: 'Join muted, camera off' }))
  await waitFor(() => expect(server.watchers('watchCall')).toHaveLength(1))
}

const joinButton = () => screen.findByRole('button', { name: 'Join the call' })
const leaveButton = () => screen.findByRole('button', { name: 'Leave the call' })

const spoken = () => within(screen.getByRole('log', { name: 'What happens at the table' }))

it('takes a player into the call, through every stage of the table, and out of it', async () => {
  const table = await open()
  await join(table)
  act(() => table.server.sendCall({ type: 'roster', you: idOf('Bob'), peers: [] }))
  expect(await screen.findByRole('button', { name: 'Turn the microphone on' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Turn the camera on' })).toBeVisible()
  expect(spoken().getByText('You are in the call.')).toBeInTheDocument()
  expect(screen.getByRole('img', { name: 'Bob: microphone off' })).toBeVisible()

  const round = aTable(bob, [ada, bob, dee, eve, gus], {
    call: { status: 'ready', reason: null },
    phase: 'clue',
    round: 1,
    turn: { number: 1, team: 'red' },
  })
  act(() => table.server.sendGame(2, { type: 'view', view: round }))
  await screen.findByRole('region', { name: 'The words' })
  const desk = screen.getByRole('list', { name: 'Red players' })
  expect(within(desk).getByRole('img', { name: 'Bob: microphone off' })).toBeVisible()
  expect(table.server.watchers('watchCall')).toHaveLength(1)

  await table.user.click(await leaveButton())
  expect(await screen.findByRole('button', { name: 'Join the call' })).toBeVisible()
  expect(spoken().getByText('You are out of the call.')).toBeInTheDocument()
  await waitFor(() => expect(table.server.watchers('watchCall')).toEqual([]))
})

it('[V1] holds a spymaster’s microphone off from the clue to the end of the turn, and says why', async () => {
  const table = await open(ada)
  await join(table)
  act(() => table.server.sendCall({ type: 'roster', you: idOf('Ada'), peers: [] }))
  await screen.findByRole('button', { name: 'Turn the microphone on' })
  const round = (phase: 'clue' | 'guess') =>
    aTable(ada, [ada, bob, dee, eve, gus], {
      call: { status: 'ready', reason: null },
      settings: { ...table.view.settings, straightFace: true },
      phase,
      round: 1,
      turn: { number: 1, team: 'red' },
      clue: phase === 'guess' ? { word: 'sea', count: 2, team: 'red' } : null,
    })
  act(() => table.server.sendGame(2, { type: 'view', view: round('guess') }))
  const held = await screen.findByRole('button', {
    name: 'Microphone held off: straight face until the turn ends',
  })
  expect(held).toBeDisabled()
  expect(
    screen.getByText('Straight face: your microphone is off until the turn ends.'),
  ).toBeVisible()
  act(() => table.server.sendGame(3, { type: 'view', view: round('clue') }))
  expect(await screen.findByRole('button', { name: 'Turn the microphone on' })).toBeEnabled()
})

it('keeps the focus on what there is to do next', async () => {
  const table = await open()
  await table.user.click(await joinButton())
  await table.user.click(await screen.findByRole('button', { name: 'Stay out of the call' }))
  await waitFor(async () => expect(await joinButton()).toHaveFocus())

  await join(table)
  await waitFor(async () => expect(await leaveButton()).toHaveFocus())
  act(() => table.server.sendCall({ type: 'roster', you: idOf('Bob'), peers: [] }))
  const microphone = await screen.findByRole('button', { name: 'Turn the microphone on' })
  await waitFor(() => expect(microphone).toHaveFocus())

  await table.user.click(await leaveButton())
  expect(await joinButton()).toHaveFocus()
})

it('shows a spectator in the call in the gallery', async () => {
  const table = await open(gus)
  await join(table)
  act(() => table.server.sendCall({ type: 'roster', you: idOf('Gus'), peers: [] }))
  const gallery = await screen.findByRole('list', { name: 'In the gallery, in the call' })
  expect(within(gallery).getByText('Gus')).toBeVisible()
})

it('says that the player joined elsewhere, and offers to come back', async () => {
  const table = await open()
  await join(table)
  act(() => table.server.sendCall({ type: 'roster', you: idOf('Bob'), peers: [] }))
  await screen.findByRole('button', { name: 'Turn the microphone on' })
  act(() => table.server.sendCall({ type: 'ended', reason: 'elsewhere' }))
  expect(await screen.findByText(/joined the call in another window/)).toHaveTextContent(GOES_ON)
  await table.user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('button', { name: 'Join muted, camera off' })).toBeVisible()
})

it('leaves the game alone in a browser that can’t call', async () => {
  vi.stubGlobal('RTCPeerConnection', undefined)
  const { user } = await open()
  await user.click(screen.getByRole('button', { name: 'Join the call' }))
  await user.click(await screen.findByRole('button', { name: 'Join muted, camera off' }))
  expect(await screen.findByText(/can’t be reached/)).toHaveTextContent(GOES_ON)
  expect(screen.getByRole('heading', { name: 'Thursday desk' })).toBeVisible()
})
