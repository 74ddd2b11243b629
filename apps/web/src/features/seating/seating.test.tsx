import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  defaultSettings,
  playInputSchema,
  type Command,
  type GameView,
  type Settings,
} from '@wordfare/contracts'
import { ada, aPlayer, aTable, bob, dee, eve, gameId, gus } from '../../../test/a-table.ts'
import { createFakeServer, refusal, type FakeServer } from '../../../test/fake-server.ts'
import { renderApp } from '../../../test/render-app.tsx'

const side = (name: 'Red' | 'Blue') => within(screen.getByRole('region', { name }))

async function sitAt(view: GameView) {
  const server = createFakeServer()
  server.answer('play', () => ({ seq: 5 }))
  server.sendGame(4, { type: 'view', view })
  const app = await renderApp(server, `/g/${gameId}`)
  await screen.findByRole('heading', { name: view.gameName })
  return { server, ...app }
}

const commandsOf = (server: FakeServer): Command[] =>
  server.asked.map(({ input }) => playInputSchema.parse(input).command)

it('shows who sits where, who hosts, who is offline and which seats wait', async () => {
  const away = { ...bob, isOnline: false }
  await sitAt(aTable(ada, [ada, away, eve, gus]))

  expect(side('Red').getByText('Spymaster, host, you')).toBeVisible()
  expect(side('Red').getByText('Operative, offline')).toBeVisible()
  expect(side('Blue').getByText('Spymaster wanted')).toBeVisible()
  expect(
    within(screen.getByRole('region', { name: 'In the gallery' })).getByText('Gus'),
  ).toBeVisible()
  expect(screen.getByText('Taking seats, 3 of 4 seated')).toBeVisible()
})

it('[R6] takes a seat, moves to another, and stands up', async () => {
  const { server, user } = await sitAt(aTable(gus, [ada, gus]))
  await user.click(screen.getByRole('button', { name: 'Sit here as Blue operative' }))
  const seated = { ...gus, team: 'blue', role: 'operative' } as const
  act(() => server.sendGame(5, { type: 'view', view: aTable(seated, [ada, seated]) }))
  await user.click(screen.getByRole('button', { name: 'Sit here as Blue spymaster' }))
  await user.click(screen.getByRole('button', { name: 'Stand up' }))
  await user.click(screen.getByRole('button', { name: 'Move to the gallery' }))

  expect(commandsOf(server)).toEqual([
    { type: 'takeSeat', team: 'blue', role: 'operative' },
    { type: 'takeSeat', team: 'blue', role: 'spymaster' },
    { type: 'leaveSeat' },
    { type: 'leaveSeat' },
  ])
})

describe('the start of a round', () => {
  it.each([
    [[ada, bob, eve], 'Blue needs a spymaster.'],
    [[{ ...ada, team: null, role: null }, bob, eve], 'Both sides need a spymaster.'],
    [[ada, dee, eve], 'Red needs an operative.'],
    [[ada, dee], 'Both sides need an operative.'],
  ] as const)('[R4] says what is missing', async (players, obstacle) => {
    await sitAt(aTable(players[1], players))
    const start = screen.getByRole('button', { name: 'Start the round' })
    expect(start).toBeDisabled()
    expect(start).toHaveAccessibleDescription(new RegExp(`^${obstacle}`))
  })

  it('[R4] waits until the gallery is empty where nobody may watch', async () => {
    const settings = { ...defaultSettings, spectators: false }
    await sitAt(aTable(ada, [ada, bob, dee, eve, gus], { settings }))
    expect(screen.getByText('Everybody needs a seat: this table has no gallery.')).toBeVisible()
  })

  it('is for anybody with a seat to give once the seats are filled', async () => {
    const { server, user } = await sitAt(aTable(bob, [ada, bob, dee, eve]))
    await user.click(screen.getByRole('button', { name: 'Start the round' }))
    expect(commandsOf(server)).toEqual([{ type: 'startRound' }])
  })

  it('is waited for by the gallery', async () => {
    await sitAt(aTable(gus, [ada, bob, dee, eve, gus]))
    expect(screen.queryByRole('button', { name: 'Start the round' })).not.toBeInTheDocument()
    expect(screen.getByText(/Anybody with a seat starts the round\./)).toBeVisible()
  })
})

describe('the host', () => {
  it('shuffles the teams, makes another host, and removes somebody only after a second look', async () => {
    const { server, user } = await sitAt(aTable(ada, [ada, bob]))
    await user.click(screen.getByRole('button', { name: 'Shuffle teams' }))
    await user.click(screen.getByRole('button', { name: 'Options for Bob' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Make host' }))

    await user.click(screen.getByRole('button', { name: 'Options for Bob' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from the table' }))
    await user.click(
      within(await screen.findByRole('alertdialog', { name: 'Remove Bob?' })).getByRole('button', {
        name: 'Keep',
      }),
    )
    expect(commandsOf(server).map(({ type }) => type)).toEqual(['shuffleTeams', 'makeHost'])

    await user.click(screen.getByRole('button', { name: 'Options for Bob' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from the table' }))
    await user.click(
      within(await screen.findByRole('alertdialog', { name: 'Remove Bob?' })).getByRole('button', {
        name: 'Remove',
      }),
    )
    await waitFor(() =>
      expect(commandsOf(server)).toEqual([
        { type: 'shuffleTeams' },
        { type: 'makeHost', playerId: bob.playerId },
        { type: 'removePlayer', playerId: bob.playerId },
      ]),
    )
  })

  it('changes only the settings that differ', async () => {
    const { server, user } = await sitAt(aTable(ada, [ada]))
    await user.click(screen.getByRole('button', { name: 'Change the brief' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'The brief' }))
    await user.click(dialog.getByLabelText('Open to all'))
    await user.click(dialog.getByLabelText('The table judges'))
    await user.click(dialog.getByLabelText('Take turns by round'))
    await user.click(dialog.getByLabelText('Players only'))
    for (const name of ['Straight face', 'Team talk'])
      await user.click(within(dialog.getByRole('group', { name })).getByLabelText('On'))
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(commandsOf(server)).toEqual([
      {
        type: 'changeSettings',
        settings: {
          visibility: 'listed',
          clueCheck: 'table',
          spymasterRotation: true,
          spectators: false,
          straightFace: true,
          teamTalk: true,
        },
      },
    ])
  })

  it('[T1] has turns timed, to the second, within what the rules allow', async () => {
    const { server, user } = await sitAt(aTable(ada, [ada]))
    await user.click(screen.getByRole('button', { name: 'Change the brief' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'The brief' }))
    expect(dialog.queryByLabelText('Seconds for a clue')).not.toBeInTheDocument()
    await user.click(within(dialog.getByRole('group', { name: 'Clock' })).getByLabelText('Hard'))
    await user.click(dialog.getByLabelText('Brisk'))
    const clue = dialog.getByLabelText('Seconds for a clue')
    expect(clue).toHaveValue(60)
    await user.clear(clue)
    await user.type(clue, '5')
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    expect(dialog.getByRole('alert')).toHaveTextContent('Whole seconds, 15 to 600.')
    expect(clue).toBeInvalid()
    expect(clue).toHaveFocus()
    expect(server.asked).toEqual([])

    await user.type(clue, '0')
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(commandsOf(server)).toEqual([
      {
        type: 'changeSettings',
        settings: {
          timer: {
            mode: 'hard',
            clueSeconds: 50,
            guessSeconds: 60,
            firstClueExtraSeconds: 30,
            bonusSeconds: 10,
          },
        },
      },
    ])
  })

  it('brings words of their own, once all of them can go on cards', async () => {
    const { server, user } = await sitAt(aTable(ada, [ada]))
    await user.click(screen.getByRole('button', { name: 'Change the brief' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'The brief' }))
    await user.click(dialog.getByLabelText('Your own'))
    const words = dialog.getByLabelText('Your own words')
    await user.click(words)
    await user.paste('tea pot\nKettle')
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    expect(dialog.getByRole('alert')).toHaveTextContent('line 1, “tea pot”: one word only')
    expect(words).toBeInvalid()

    await user.clear(words)
    await user.paste('kettle, spoon')
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    expect(dialog.getByRole('alert')).toHaveTextContent('A board takes 25 words; 23 more to go.')
    expect(server.asked).toEqual([])

    const many = Array.from({ length: 25 }, (_, index) => `WORD${index}`)
    await user.clear(words)
    await user.paste(many.join(', '))
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    await waitFor(() =>
      expect(commandsOf(server)).toEqual([
        { type: 'changeSettings', settings: { words: { packs: [], custom: many } } },
      ]),
    )
  })

  it('is told beside the form why the brief was refused', async () => {
    const { server, user } = await sitAt(aTable(ada, [ada]))
    server.answer('play', () => {
      throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'round-in-progress' })
    })
    await user.click(screen.getByRole('button', { name: 'Change the brief' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'The brief' }))
    await user.click(dialog.getByLabelText('Open to all'))
    await user.click(dialog.getByRole('button', { name: 'Save the brief' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('A round is on.')
  })
})

describe('everybody', () => {
  it('reads the brief, but only the host can change it', async () => {
    await sitAt(aTable(bob, [ada, bob]))
    expect(screen.getByText('English, everyday')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Change the brief' })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Options for Ada' })).not.toBeInTheDocument()
  })

  it('[V1] is told of the straight face where it is asked for', async () => {
    const settings = { ...defaultSettings, straightFace: true }
    await sitAt(aTable(bob, [ada, bob], { settings }))
    expect(screen.getByText('Spymasters fall silent after the clue')).toBeVisible()
    expect(screen.queryByText('Team talk')).not.toBeInTheDocument()
  })

  it('[V3] is told of the team talk where it is asked for', async () => {
    const settings = { ...defaultSettings, teamTalk: true }
    await sitAt(aTable(bob, [ada, bob], { settings }))
    expect(screen.getByText('Team talk')).toBeVisible()
    expect(screen.getByText('Only teammates hear those who guess')).toBeVisible()
    expect(screen.queryByText('Straight face')).not.toBeInTheDocument()
  })

  it('[T1] is told how turns are timed', async () => {
    const settings: Settings = {
      ...defaultSettings,
      timer: { ...defaultSettings.timer, mode: 'soft' },
    }
    await sitAt(aTable(bob, [ada, bob], { settings }))
    expect(screen.getByText('2 min clue, 2 min guesses, soft')).toBeVisible()
  })

  it('renames themselves, and is told when somebody has that name', async () => {
    const { server, user } = await sitAt(aTable(bob, [ada, bob]))
    server.answer('play', () => {
      throw refusal('UNPROCESSABLE_CONTENT', { rejection: 'name-taken' })
    })
    await user.click(screen.getByRole('button', { name: 'Your options' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Rename yourself' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Rename yourself' }))
    const name = dialog.getByLabelText('Your name at this table')
    await user.clear(name)
    await user.type(name, 'Ada')
    await user.click(dialog.getByRole('button', { name: 'Rename' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('Somebody here has that name.')

    server.answer('play', () => ({ seq: 5 }))
    await user.clear(name)
    await user.type(name, 'Rob')
    await user.click(dialog.getByRole('button', { name: 'Rename' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(commandsOf(server).at(-1)).toEqual({ type: 'rename', name: 'Rob' })
  })

  it('leaves the game and is back in the lobby', async () => {
    const { server, user, address } = await sitAt(aTable(bob, [ada, bob]))
    server.answer('play', () => {
      server.sendGame(5, { type: 'view', view: aTable(null, [ada]) })
      return { seq: 5 }
    })
    await user.click(screen.getByRole('button', { name: 'Leave the game' }))
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Leave the game?' }))
    await user.click(dialog.getByRole('button', { name: 'Leave' }))
    expect(await screen.findByRole('heading', { name: 'Open tables none just now' })).toBeVisible()
    expect(address.path()).toBe('/')
    expect(commandsOf(server)).toEqual([{ type: 'leaveGame' }])
  })

  it('copies the link and reads the code out in two groups', async () => {
    const { user } = await sitAt(aTable(bob, [ada, bob]))
    expect(screen.getByText('K7MQ')).toBeVisible()
    expect(screen.getByText('24XD')).toBeVisible()
    expect(screen.getByRole('img', { name: 'QR code of the link to this table' })).toBeVisible()

    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await navigator.clipboard.readText()).toBe(`${location.origin}/g/${gameId}`)
  })

  it('finds a mark on whoever has seen the key', async () => {
    await sitAt(aTable(ada, [ada, aPlayer('Gus', { hasSeenKey: true })]))
    expect(screen.getByText('Gus, has seen the key')).toBeVisible()
  })
})
