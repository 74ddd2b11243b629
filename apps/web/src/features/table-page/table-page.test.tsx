import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { defaultSettings, type PublicEvent } from '@wordfare/contracts'
import { ada, aPlayer, aTable, bob, dee, eve, gameId, gus, idOf } from '../../../test/a-table.ts'
import {
  brokenLine,
  createFakeServer,
  refusal,
  type FakeServer,
} from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'

const PATH = `/g/${gameId}`
const wire = () => screen.getByRole('log', { name: 'What happens at the table' })
const fact = { atMs: 1_700_000_000_000, by: null }

function sendEvents(server: FakeServer, from: number, ...events: PublicEvent[]): void {
  act(() =>
    server.sendGame(from + events.length - 1, {
      type: 'events',
      events: events.map((event, index) => ({ seq: from + index, event })),
    }),
  )
}

const bobJoins: PublicEvent = {
  ...fact,
  type: 'PlayerJoined',
  playerId: idOf('Bob'),
  name: 'Bob',
  isHost: false,
}

it('shows a stranger whose table it is and who is there, and lets them join', async () => {
  const server = createFakeServer()
  server.answer('joinGame', () => {
    queueMicrotask(() => {
      const bobAsNew = aPlayer('Bob')
      act(() => server.sendGame(5, { type: 'view', view: aTable(bobAsNew, [ada, eve, bobAsNew]) }))
    })
    return { gameId, gameName: 'Thursday desk', playerId: idOf('Bob') }
  })
  server.sendGame(4, { type: 'view', view: aTable(null, [ada, eve]) })
  const { user } = await renderApp(server, PATH)

  expect(await screen.findByRole('heading', { name: 'Thursday desk' })).toBeVisible()
  expect(screen.getByText('Ada is the host. Also here: Eve (Blue).')).toBeVisible()
  await user.type(screen.getByLabelText('Your name'), 'Bob')
  await user.click(screen.getByRole('button', { name: 'Join the table' }))

  expect(await screen.findByRole('button', { name: 'Sit here as Red operative' })).toBeVisible()
  expect(server.asked).toEqual([{ path: 'joinGame', input: { gameId, playerName: 'Bob' } }])
})

it('says why somebody can’t join', async () => {
  const server = createFakeServer()
  server.answer('joinGame', () => {
    throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'removed-from-game' })
  })
  server.sendGame(4, { type: 'view', view: aTable(null, [ada]) })
  const { user } = await renderApp(server, PATH)

  await user.type(await screen.findByLabelText('Your name'), 'Bob')
  await user.click(screen.getByRole('button', { name: 'Join the table' }))

  const form = within(screen.getByRole('form', { name: 'Join the table' }))
  expect(await form.findByRole('alert')).toHaveTextContent('You were removed from this table.')
})

it('lets a stranger just watch, and join later', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(null, [ada]) })
  const { user } = await renderApp(server, PATH)

  await user.click(await screen.findByRole('button', { name: 'Just watch' }))
  expect(screen.getByRole('region', { name: 'Red' })).toBeVisible()
  expect(screen.queryByRole('button', { name: /Sit here/ })).not.toBeInTheDocument()

  await user.click(screen.getByRole('button', { name: 'Join' }))
  expect(screen.getByRole('form', { name: 'Join the table' })).toBeVisible()
})

it('offers no gallery where visitors may not watch', async () => {
  const server = createFakeServer()
  const settings = { ...defaultSettings, spectators: false }
  server.sendGame(4, { type: 'view', view: aTable(null, [ada], { settings }) })
  await renderApp(server, PATH)

  expect(await screen.findByRole('form', { name: 'Join the table' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Just watch' })).not.toBeInTheDocument()
})

it('lets somebody join a round that strangers may not see', async () => {
  const server = createFakeServer()
  server.answer('joinGame', () => {
    queueMicrotask(() => server.sendGame(9, { type: 'view', view: aTable(gus, [ada, gus]) }))
    return { gameId, gameName: 'Thursday desk', playerId: gus.playerId }
  })
  server.refuseGame(refusal('FORBIDDEN'))
  const { user } = await renderApp(server, PATH)

  expect(await screen.findByRole('heading', { name: 'Players only.' })).toBeVisible()
  await user.type(screen.getByLabelText('Your name'), 'Gus')
  await user.click(screen.getByRole('button', { name: 'Join the table' }))
  expect(await screen.findByRole('heading', { name: 'Thursday desk' })).toBeVisible()
})

it('turns people away from a full table', async () => {
  const server = createFakeServer()
  const crowd = Array.from({ length: 20 }, (_, index) => aPlayer(`P${index}`))
  server.sendGame(4, { type: 'view', view: aTable(null, crowd) })
  await renderApp(server, PATH)

  expect(await screen.findByText('The table is full.')).toBeVisible()
  expect(screen.queryByLabelText('Your name')).not.toBeInTheDocument()
})

it.each([
  ['for a game that is not there', PATH, 'NOT_FOUND'],
  ['for an address that is no game’s', '/g/nonsense', null],
] as const)('says that there is no such table: %s', async (_, path, code) => {
  const server = createFakeServer()
  if (code) server.refuseGame(refusal(code))
  await renderApp(server, path)
  expect(await screen.findByRole('heading', { name: 'No such table.' })).toBeVisible()
})

it('says why a table can’t be shown, and tries again', async () => {
  const server = createFakeServer()
  server.refuseGame(refusal('TOO_MANY_REQUESTS'))
  const { user } = await renderApp(server, PATH)
  expect(await screen.findByRole('heading', { name: 'Too fast.' })).toBeVisible()

  server.sendGame(4, { type: 'view', view: aTable(ada, [ada]) })
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'Thursday desk' })).toBeVisible()
})

it('tells a player whom the host removed', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(bob, [ada, bob]) })
  await renderApp(server, PATH)
  expect(await screen.findByRole('button', { name: 'Stand up' })).toBeVisible()

  const log = [{ type: 'removed', atMs: 1, name: 'Bob' } as const]
  act(() => server.sendGame(5, { type: 'view', view: aTable(null, [ada], { log }) }))
  expect(screen.getByText('The host took you off this table.')).toBeVisible()
})

it('folds events into the view and says them aloud, each once', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada]) })
  await renderApp(server, PATH)
  expect(await screen.findByText('Thursday desk. People are taking seats.')).toBeInTheDocument()

  sendEvents(server, 5, bobJoins)
  sendEvents(server, 5, bobJoins)
  sendEvents(server, 6, {
    ...fact,
    type: 'SeatTaken',
    playerId: idOf('Bob'),
    team: 'blue',
    role: 'spymaster',
  })

  const blue = within(screen.getByRole('region', { name: 'Blue' }))
  expect(blue.getByText('Bob')).toBeVisible()
  expect(within(wire()).getAllByText('Bob joined.')).toHaveLength(1)
  expect(within(wire()).getByText('Bob sits with Blue, as spymaster.')).toBeInTheDocument()
})

it('asks for a fresh view when events are missing', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada]) })
  await renderApp(server, PATH)
  await screen.findByRole('heading', { name: 'Thursday desk' })
  const [before] = server.watchers('watchGame')

  sendEvents(server, 7, bobJoins)

  await waitFor(() => expect(server.watchers('watchGame')[0]).not.toBe(before))
  expect(server.watchers('watchGame')).toHaveLength(1)
  expect(await screen.findByRole('button', { name: 'Stand up' })).toBeVisible()
  expect(screen.queryByText('Bob')).not.toBeInTheDocument()
})

it('shows who has gone offline', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada, bob]) })
  await renderApp(server, PATH)
  await screen.findByRole('heading', { name: 'Thursday desk' })

  act(() => server.sendGame(4, { type: 'presence', online: [ada.playerId] }))
  expect(screen.getByText('Operative, offline')).toBeVisible()
})

it('says that the line dropped, keeps its controls still, and comes back', async () => {
  const server = createFakeServer()
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada, bob, dee, eve]) })
  const { connection, user } = await renderApp(server, PATH)
  const start = await screen.findByRole('button', { name: 'Start the round' })
  expect(screen.getByRole('main')).toHaveAttribute('data-connection', 'live')

  let isTrying = false
  await act(async () => {
    connection.closed()
    await connection.beforeTry()
    void connection.beforeTry().then(() => {
      isTrying = true
      return undefined
    })
  })
  expect(screen.getByRole('main')).toHaveAttribute('data-connection', 'reconnecting')
  expect(start).toBeDisabled()
  expect(await screen.findByText(/Calling the desk again, try 2/)).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Try now' }))
  expect(isTrying).toBe(true)

  act(() => connection.opened())
  expect(screen.queryByText(/Calling the desk again, try/)).not.toBeInTheDocument()
  expect(start).toBeEnabled()
  expect(screen.getByRole('main')).toHaveAttribute('data-connection', 'live')
})

it('sends a command again under the same id when the line broke before the answer', async () => {
  const server = createFakeServer()
  let isBroken = true
  server.answer('play', () => {
    if (isBroken) {
      isBroken = false
      throw brokenLine()
    }
    return { seq: 5 }
  })
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada, bob, dee, eve]) })
  const { user } = await renderApp(server, PATH)
  await user.click(await screen.findByRole('button', { name: 'Start the round' }))

  await waitFor(() => expect(server.asked).toHaveLength(2))
  expect(server.asked[1]).toEqual(server.asked[0])
  expect(server.asked[0]).toEqual({
    path: 'play',
    input: {
      gameId,
      commandId: expect.stringMatching(/^[\da-f]{32}$/),
      command: { type: 'startRound' },
    },
  })
})

it('gives up on a command after a few tries, and says so', async () => {
  const server = createFakeServer()
  server.answer('play', () => {
    throw brokenLine()
  })
  server.sendGame(4, { type: 'view', view: aTable(ada, [ada, bob, dee, eve]) })
  const { user } = await renderApp(server, PATH)
  await user.click(await screen.findByRole('button', { name: 'Start the round' }))

  expect(await screen.findByText('The desk did not answer.')).toBeVisible()
  expect(server.asked).toHaveLength(4)
})

it('shows a refusal in a toast that can be closed, and never asks twice for one', async () => {
  const server = createFakeServer()
  server.answer('play', () => {
    throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'seat-taken' })
  })
  server.sendGame(4, { type: 'view', view: aTable(gus, [ada, gus]) })
  const { user } = await renderApp(server, PATH)
  await user.click(await screen.findByRole('button', { name: 'Sit here as Blue spymaster' }))

  expect(await screen.findByRole('alert')).toHaveTextContent('That seat is taken.')
  expect(server.asked).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: 'Close this message' }))
  expect(screen.queryByText('That seat is taken.')).not.toBeInTheDocument()
})
