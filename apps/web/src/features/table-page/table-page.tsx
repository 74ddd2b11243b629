import type { GameId, GameView } from '@wordfare/contracts'
import { isGameId } from '@wordfare/contracts/id-forms'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../problem-text.ts'
import type { Play } from '../../trpc/play.ts'
import { TrpcProvider } from '../../trpc/trpc-provider.tsx'
import { useConnection } from '../../trpc/use-connection.ts'
import { usePlay } from '../../trpc/use-play.ts'
import { useAddress } from '../../use-address.ts'
import { usePageTitle } from '../../use-page-title.ts'
import '../../styles/table-page.css'
import { Call } from '../call/call.tsx'
import { CallSlot, CallSlots } from '../call/call-slots.tsx'
import { LineDown } from '../connection/line-down.tsx'
import { FrontPage } from '../front-page/front-page.tsx'
import { announcementOf, arrivalAnnouncement } from '../game-view/announcement.ts'
import { useGameView, type OnEvents } from '../game-view/use-game-view.ts'
import { JoinGate } from '../join/join-gate.tsx'
import { useAnnounce } from '../live-region/use-announce.ts'
import { NoticePage } from '../notice/notice-page.tsx'
import { ToTheLobby } from '../notice/to-the-lobby.tsx'
import { Seating } from '../seating/seating.tsx'
import { Table } from '../table/table.tsx'
import { Toaster } from '../toast/toaster.tsx'
import { useToast } from '../toast/use-toast.ts'
import { TableTools } from './table-tools.tsx'
import { useLastLook } from './use-last-look.ts'
import { wasRemoved } from './was-removed.ts'

/** The page of one table, whatever stage it is in. */
export function TablePage({ gameId }: { gameId: string }) {
  if (!isGameId(gameId)) return <GonePage />
  return (
    <TrpcProvider>
      <Toaster>
        <WatchedTable gameId={gameId} />
      </Toaster>
    </TrpcProvider>
  )
}

function WatchedTable({ gameId }: { gameId: GameId }) {
  const announce = useAnnounce()
  const [isWatching, setIsWatching] = useState(false)

  const onEvents = useCallback<OnEvents>(
    (events, view, before) => {
      for (const { event } of events) {
        const text = announcementOf(event, view, before)
        if (text !== null) announce(text)
      }
    },
    [announce],
  )
  const game = useGameView(gameId, onEvents)
  const view = game.status === 'live' ? game.view : null
  usePageTitle(view?.gameName ?? null)

  const isIn = view !== null && (view.you !== null || isWatching)
  const arrival = isIn ? arrivalAnnouncement(view) : null
  const hasArrived = useRef(false)
  useEffect(() => {
    if (arrival === null || hasArrived.current) return
    hasArrived.current = true
    announce(arrival)
  }, [arrival, announce])

  const lastSelf = useLastSelf(view)
  const [isLeaving, setIsLeaving] = useState(false)

  switch (game.status) {
    case 'loading':
      return <LoadingPage />
    case 'gone':
      return <GonePage />
    case 'failed':
      return <FailedPage problem={game.problem} onRetry={game.retry} />
    case 'forbidden':
      return lastSelf ? (
        <RemovedPage isByHost={false} />
      ) : (
        <JoinGate gameId={gameId} view={null} onJoined={game.retry} onWatch={null} />
      )
    case 'live':
      // The view without oneself comes before the answer to the command that caused it.
      if (game.view.you === null && isLeaving) return null
      if (game.view.you === null && lastSelf)
        return <RemovedPage isByHost={wasRemoved(game.view, lastSelf.name)} />
      if (!isIn)
        return (
          <>
            <LineDown />
            <JoinGate
              gameId={gameId}
              view={game.view}
              onJoined={() => undefined}
              onWatch={game.view.settings.spectators ? () => setIsWatching(true) : null}
            />
          </>
        )
      return <Stage view={game.view} onJoin={() => setIsWatching(false)} onLeaving={setIsLeaving} />
  }
}

interface StageProps {
  readonly view: GameView
  readonly onJoin: () => void
  readonly onLeaving: (isLeaving: boolean) => void
}

/** What the table shows at this stage of the evening. */
function Stage({ view, onJoin, onLeaving }: StageProps) {
  const connection = useConnection()
  const { goTo } = useAddress()
  const toast = useToast()
  const send = usePlay(view.gameId)
  const [seatingInRound, setSeatingInRound] = useState<number | null>(null)

  const play = useCallback<Play>(
    async (command) => {
      toast.close()
      const isLeaving = command.type === 'leaveGame'
      if (isLeaving) onLeaving(true)
      const result = await send(command)
      if (isLeaving && !result.ok) onLeaving(false)
      if (!result.ok && !SHOWN_BESIDE_THE_FORM.has(command.type)) toast.show(result.problem)
      if (isLeaving && result.ok) goTo('/')
      return result
    },
    [send, toast, goTo, onLeaving],
  )

  // What went wrong at this table is of no use elsewhere.
  useEffect(() => toast.close, [toast])

  const tools = <TableTools view={view} play={play} onJoin={onJoin} />
  const isLastLook = useLastLook(view.phase)
  const isRoundOn = view.phase === 'clue' || view.phase === 'guess' || isLastLook
  const isSeating = view.phase === 'seating'
  const isChangingSeats = view.phase === 'over' && seatingInRound === view.round
  const props = { view, play, connection, tools }
  const hasCall = view.you !== null && view.call.status === 'ready'
  const hasCallBar = hasCall && !isRoundOn
  const classes = [
    'table-page',
    connection.status === 'live' ? '' : 'off-line',
    isRoundOn ? 'playing' : '',
    hasCallBar ? 'with-call-bar' : '',
  ]
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <LineDown />
      <CallSlots>
        {isSeating && <Seating {...props} />}
        {isChangingSeats && <Seating {...props} onClose={() => setSeatingInRound(null)} />}
        {isRoundOn && <Table {...props} />}
        {view.phase === 'over' && !isRoundOn && !isChangingSeats && (
          <FrontPage {...props} onChangeSeats={() => setSeatingInRound(view.round)} />
        )}
        {hasCallBar && (
          <section className="call-bar" aria-label="The call">
            <CallSlot of="controls" />
          </section>
        )}
        {hasCall && <Call view={view} />}
      </CallSlots>
    </div>
  )
}

/** Refusals of these are shown where they were sent. */
const SHOWN_BESIDE_THE_FORM: ReadonlySet<string> = new Set(['giveClue', 'rename', 'changeSettings'])

/** The watcher as a player, when last seen as one; null for somebody who never was. */
function useLastSelf(view: GameView | null): { readonly name: string } | null {
  const [last, setLast] = useState<{ readonly name: string } | null>(null)
  const self = view?.players.find(({ playerId }) => playerId === view.you?.playerId)
  if (self && self.name !== last?.name) setLast({ name: self.name })
  return last
}

function LoadingPage() {
  return (
    <NoticePage kicker="One moment" headline="Calling the desk.">
      <output className="deck">The table is on its way.</output>
    </NoticePage>
  )
}

function GonePage() {
  return (
    <NoticePage kicker="Not in this edition" headline="No such table.">
      <p className="deck">
        The link is wrong, or the table has closed. Tables close when nobody plays for a day.
      </p>
      <p>
        <ToTheLobby />
      </p>
    </NoticePage>
  )
}

function FailedPage({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <NoticePage kicker="The table can’t be shown" headline={problem.title}>
      <p className="deck" role="alert">
        {problem.text}
      </p>
      <div className="actions">
        <button className="btn solid" type="button" onClick={onRetry}>
          Try again
        </button>
        <ToTheLobby isMain={false} />
      </div>
    </NoticePage>
  )
}

function RemovedPage({ isByHost }: { isByHost: boolean }) {
  return (
    <NoticePage kicker="Your seat is free again" headline="You are off the list.">
      <p className="deck">
        {isByHost
          ? 'The host took you off this table.'
          : 'You left this table in another window, or the host took you off it.'}
      </p>
      <p>
        <ToTheLobby />
      </p>
    </NoticePage>
  )
}
