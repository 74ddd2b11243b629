import { act, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { aListedGame, ada, aTable, gameId, idOf, joinCode } from '../../../test/a-table.ts'
import { brokenLine, createFakeServer, refusal } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'

const createForm = () => within(screen.getByRole('form', { name: 'Start a game' }))
const joinForm = () => within(screen.getByRole('form', { name: /Got a code/ }))
const tables = () => within(screen.getByRole('region', { name: /Open tables/ }))

it('opens a table with the names and the visibility that were chosen, and goes there', async () => {
  const server = createFakeServer()
  server.answer('createGame', () => ({ gameId, joinCode, playerId: idOf('Ada') }))
  server.sendGame(2, { type: 'view', view: aTable(ada, [ada]) })
  const { user, address } = await renderApp(server, '/')

  const name = createForm().getByLabelText('Name of the game')
  await user.clear(name)
  await user.type(name, '  Late shift ')
  await user.type(createForm().getByLabelText('Your name'), 'Ada')
  await user.click(createForm().getByLabelText('Open to all'))
  await user.click(createForm().getByRole('button', { name: 'Open the table' }))

  expect(await screen.findByRole('heading', { name: 'Thursday desk' })).toBeVisible()
  expect(address.path()).toBe(`/g/${gameId}`)
  expect(server.asked).toEqual([
    {
      path: 'createGame',
      input: { gameName: 'Late shift', playerName: 'Ada', settings: { visibility: 'listed' } },
    },
  ])
})

it('is by link only unless somebody says otherwise', async () => {
  await renderApp(createFakeServer(), '/')
  expect(createForm().getByLabelText('By link only')).toBeChecked()
})

it.each([
  ['', 'Fill this in, please.'],
  ['x'.repeat(31), 'That is too long: 30 characters at most.'],
  ['A\u202Eda', 'There are invisible or control characters in it. Type it again.'],
])('keeps a bad name (%j) and says next to it what is wrong', async (typed, fault) => {
  const server = createFakeServer()
  const { user } = await renderApp(server, '/')

  const name = createForm().getByLabelText('Your name')
  if (typed !== '') await user.type(name, typed)
  await user.click(createForm().getByRole('button', { name: 'Open the table' }))

  expect(name).toBeInvalid()
  expect(name).toHaveAccessibleDescription(fault)
  expect(name).toHaveFocus()
  expect(name).toHaveValue(typed)
  expect(server.asked).toEqual([])
})

it('shows what the server finds wrong with a field next to that field', async () => {
  const server = createFakeServer()
  server.answer('createGame', () => {
    throw refusal('BAD_REQUEST', { issues: [{ path: ['gameName'], message: 'nothing-visible' }] })
  })
  const { user } = await renderApp(server, '/')

  await user.type(createForm().getByLabelText('Your name'), 'Ada')
  await user.click(createForm().getByRole('button', { name: 'Open the table' }))

  expect(await createForm().findByText(/There is nothing to read in it/)).toBeVisible()
  expect(createForm().getByLabelText('Name of the game')).toHaveFocus()
})

it('says so when no answer comes, and keeps the form as it was', async () => {
  const server = createFakeServer()
  server.answer('createGame', () => {
    throw brokenLine()
  })
  const { user } = await renderApp(server, '/')

  await user.type(createForm().getByLabelText('Your name'), 'Ada')
  await user.click(createForm().getByRole('button', { name: 'Open the table' }))

  expect(await createForm().findByRole('alert')).toHaveTextContent(
    'The desk did not answer. Check your connection and try again.',
  )
  expect(createForm().getByLabelText('Your name')).toHaveValue('Ada')
})

it('remembers the name of the player for the next time', async () => {
  const server = createFakeServer()
  server.answer('createGame', () => ({ gameId, joinCode, playerId: idOf('Ada') }))
  server.sendGame(2, { type: 'view', view: aTable(ada, [ada]) })
  const { user, address } = await renderApp(server, '/')
  await user.type(createForm().getByLabelText('Your name'), 'Ada')
  await user.click(createForm().getByRole('button', { name: 'Open the table' }))
  await screen.findByRole('heading', { name: 'Thursday desk' })

  act(() => address.goTo('/'))

  expect(createForm().getByLabelText('Your name')).toHaveValue('Ada')
  expect(joinForm().getByLabelText('Your name')).toHaveValue('Ada')
})

it('joins by a code that is typed in lower case and with a dash', async () => {
  const server = createFakeServer()
  server.answer('joinGame', () => ({
    gameId,
    gameName: 'Thursday desk',
    playerId: idOf('Ada'),
  }))
  server.sendGame(2, { type: 'view', view: aTable(ada, [ada]) })
  const { user, address } = await renderApp(server, '/')

  const code = joinForm().getByLabelText(/Game code/)
  await user.type(code, 'k7mq-2')
  expect(joinForm().getByText(/Three more to go/)).toBeVisible()
  expect(joinForm().getByRole('button', { name: 'Join' })).toBeDisabled()
  await user.type(code, '4xd')
  await user.type(joinForm().getByLabelText('Your name'), 'Ada')
  await user.click(joinForm().getByRole('button', { name: 'Join' }))

  expect(await screen.findByRole('heading', { name: 'Thursday desk' })).toBeVisible()
  expect(address.path()).toBe(`/g/${gameId}`)
  expect(server.asked).toEqual([{ path: 'joinGame', input: { joinCode, playerName: 'Ada' } }])
})

it('tells of signs that are in no code', async () => {
  const { user } = await renderApp(createFakeServer(), '/')
  const code = joinForm().getByLabelText(/Game code/)
  await user.click(code)
  await user.paste('K7O1')
  expect(code).toHaveValue('K7')
  expect(joinForm().getByText('No code has O or 1 in it.')).toBeVisible()
})

it('goes to the table whose whole link is pasted where a code goes', async () => {
  const server = createFakeServer()
  server.sendGame(2, { type: 'view', view: aTable(null, [ada]) })
  const { user, address } = await renderApp(server, '/')

  await user.click(joinForm().getByLabelText(/Game code/))
  await user.paste(`https://daily.example/g/${gameId}?utm=1`)

  expect(await screen.findByRole('form', { name: 'Join the table' })).toBeVisible()
  expect(address.path()).toBe(`/g/${gameId}`)
})

it('says that no table has the code', async () => {
  const server = createFakeServer()
  server.answer('joinGame', () => {
    throw refusal('NOT_FOUND')
  })
  const { user } = await renderApp(server, '/')
  await user.type(joinForm().getByLabelText(/Game code/), 'K7MQ24XD')
  await user.type(joinForm().getByLabelText('Your name'), 'Ada')
  await user.click(joinForm().getByRole('button', { name: 'Join' }))

  expect(await joinForm().findByRole('alert')).toHaveTextContent('No table has that code.')
  expect(joinForm().getByLabelText(/Game code/)).toBeInvalid()
})

it('lists the open tables as they come and go', async () => {
  const server = createFakeServer()
  await renderApp(server, '/')
  expect(await tables().findByText('Quiet night.')).toBeVisible()

  act(() =>
    server.listGames([
      aListedGame('Late shift', {
        seats: {
          red: { hasSpymaster: true, operatives: 1 },
          blue: { hasSpymaster: false, operatives: 1 },
        },
      }),
    ]),
  )
  const table = within(tables().getByRole('listitem'))
  expect(table.getByText('Hosted by Ada. Needs a spymaster for Blue.')).toBeVisible()
  expect(table.getByText('Red: 2 seated, Blue: 1 seated')).toBeVisible()
  expect(table.getByRole('link', { name: 'Take a seat at Late shift' })).toHaveAttribute(
    'href',
    `/g/${gameId}`,
  )

  act(() => server.listGames([aListedGame('Late shift', { phase: 'guess', round: 3 })]))
  expect(tables().getByText('Hosted by Ada. Round 3 under way.')).toBeVisible()
  expect(tables().getByRole('link', { name: 'Watch Late shift' })).toBeVisible()

  act(() => server.listGames([]))
  expect(tables().getByText('Quiet night.')).toBeVisible()
})

it('says when the list can’t be had, and asks again', async () => {
  const server = createFakeServer()
  const { user } = await renderApp(server, '/')
  act(() => {
    for (const watcher of server.watchers('watchLobby'))
      watcher.fail(refusal('SERVICE_UNAVAILABLE'))
  })
  expect(tables().getByRole('alert')).toHaveTextContent('The desk can’t write anything down')

  await user.click(tables().getByRole('button', { name: 'Ask again' }))
  expect(await tables().findByText('Quiet night.')).toBeVisible()
})

it('says that there is no such page', async () => {
  await renderApp(createFakeServer(), '/no/such/page')
  expect(screen.getByRole('heading', { name: 'No such page.' })).toBeVisible()
})

it('says that one is in the lobby already', async () => {
  await renderApp(createFakeServer(), '/')
  const nameplate = screen.getByRole('link', { name: 'Code of Daily' })
  expect(nameplate).toHaveAttribute('href', '/')
  expect(nameplate).toHaveAttribute('aria-current', 'page')
})
