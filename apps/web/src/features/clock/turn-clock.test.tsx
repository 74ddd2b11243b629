import { act, screen, within } from '@testing-library/react'
import { defaultSettings, type GameView, type TimerMode } from '@wordfare/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LAST_SEQ, open } from '../table/open-table.tsx'
import { beforeClue, sampleView, type SampleName } from '../table/sample-view.ts'

const NOW_MS = Date.UTC(2026, 2, 12, 21, 49)
/** The server's clock is not the browser's. */
const AHEAD_MS = 3_600_000

afterEach(() => void vi.useRealTimers())

interface Timing {
  readonly mode: TimerMode
  readonly msLeft: number
}

const timed = ({ mode, msLeft }: Timing): Pick<GameView, 'settings' | 'deadlineAtMs'> => ({
  settings: { ...defaultSettings, timer: { ...defaultSettings.timer, mode } },
  deadlineAtMs: NOW_MS + AHEAD_MS + msLeft,
})

/** Lets time pass, and all that comes of it. */
const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

/** Opens a table as somebody sees it; from then on time passes only when it is told to. */
async function openTimed(timing: Timing, who: SampleName = 'Cy', sample = sampleView) {
  const app = await open(sample(who))
  const { server } = app
  server.answer('clock', () => ({ nowMs: Date.now() + AHEAD_MS }))
  vi.useFakeTimers({ now: NOW_MS })
  act(() => server.sendGame(LAST_SEQ + 1, { type: 'view', view: sample(who, timed(timing)) }))
  await pass(0)
  return app
}

const clock = (): HTMLElement => screen.getByRole('timer')
const said = (): readonly string[] =>
  within(screen.getByRole('log', { name: 'What happens at the table' }))
    .queryAllByText(/seconds? (?:left|over)|Time is up/)
    .map((sentence) => sentence.textContent)

describe('the clock', () => {
  it.each(['Ada', 'Cy', 'Eve', 'Gus'] as const)(
    '[T2] is there for everybody, while a clue is awaited and while it is guessed on (%s)',
    async (who) => {
      const timing = { mode: 'hard', msLeft: 72_000 } as const
      const { server } = await openTimed(timing, who, beforeClue)
      expect(clock()).toHaveTextContent('1:12 left')
      act(() =>
        server.sendGame(LAST_SEQ + 2, { type: 'view', view: sampleView(who, timed(timing)) }),
      )
      expect(clock()).toHaveTextContent('1:12 left')
      expect(clock()).toHaveAccessibleName('1 minute 12 seconds left')
    },
  )

  it('[T1] is not there, nor is the time asked for, where turns are not timed', async () => {
    const { server } = await open(sampleView('Cy'))
    expect(screen.queryByRole('timer')).not.toBeInTheDocument()
    expect(server.asked).toEqual([])
  })

  it('[T2] counts down, and changes nothing else on the page', async () => {
    await openTimed({ mode: 'hard', msLeft: 65_000 })
    const changed: Node[] = []
    const page = new MutationObserver((records) =>
      changed.push(...records.map(({ target }) => target)),
    )
    page.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    await pass(3_000)
    expect(clock()).toHaveTextContent('1:02 left')
    page.disconnect()
    expect(changed).not.toEqual([])
    expect(changed.filter((target) => !clock().contains(target))).toEqual([])
  })

  it('[T2] starts anew with each deadline', async () => {
    const { server } = await openTimed({ mode: 'hard', msLeft: 40_000 })
    await pass(5_000)
    act(() =>
      server.sendGame(LAST_SEQ + 2, {
        type: 'view',
        view: sampleView('Cy', timed({ mode: 'hard', msLeft: 55_000 })),
      }),
    )
    expect(clock()).toHaveTextContent('0:50 left')
    await pass(1_000)
    expect(clock()).toHaveTextContent('0:49 left')
  })

  it('[T3] stands at zero where it is hard, and leaves the end to the server', async () => {
    await openTimed({ mode: 'hard', msLeft: 2_000 })
    await pass(10_000)
    expect(clock()).toHaveTextContent('0:00 left')
    expect(screen.getByRole('button', { name: 'End turn' })).toBeEnabled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('[T1] goes on past zero where it is soft', async () => {
    await openTimed({ mode: 'soft', msLeft: 2_000 })
    await pass(14_000)
    expect(clock()).toHaveTextContent('+0:12 over')
    expect(clock()).toHaveAccessibleName('12 seconds over')
  })

  it('[T3] goes by the server’s clock, and asks for it again when the line is back', async () => {
    const { server, connection } = await openTimed({ mode: 'hard', msLeft: 72_000 })
    const asked = (): number => server.asked.filter(({ path }) => path === 'clock').length
    expect(asked()).toBe(3)
    server.answer('clock', () => ({ nowMs: Date.now() + AHEAD_MS + 12_000 }))
    act(() => {
      connection.closed()
    })
    await pass(0)
    expect(clock()).toHaveTextContent('1:12 left')
    act(() => connection.opened())
    await pass(0)
    expect(asked()).toBe(6)
    expect(clock()).toHaveTextContent('1:00 left')
  })
})

describe('the time that is left', () => {
  it('[T2] is called out at 30 and at 10 seconds, and not in between', async () => {
    await openTimed({ mode: 'hard', msLeft: 33_000 })
    await pass(2_000)
    expect(said()).toEqual([])
    await pass(1_000)
    expect(said()).toEqual(['30 seconds left.'])
    await pass(19_000)
    expect(said()).toEqual(['30 seconds left.'])
    await pass(30_000)
    expect(said()).toEqual(['30 seconds left.', '10 seconds left.'])
  })

  it('[T1] is said to be up where nothing else says it', async () => {
    await openTimed({ mode: 'soft', msLeft: 12_000 })
    await pass(60_000)
    expect(said()).toEqual(['10 seconds left.', 'Time is up.'])
  })
})
