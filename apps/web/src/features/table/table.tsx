import { useMemo, useState, type JSX, type ReactNode } from 'react'
import type { Command, GameView } from '@wordfare/contracts'
import type { ConnectionState } from '@wordfare/line'
import type { Play } from '../../trpc/play.ts'
import { useServerClock } from '../../trpc/use-server-clock.ts'
import { Board } from '../board/board.tsx'
import type { CardAction } from '../board/card.tsx'
import { teamClass } from '../board/team-name.ts'
import { TurnClock } from '../clock/turn-clock.tsx'
import { CallLine } from './call-line.tsx'
import { ClueBar } from './clue-bar.tsx'
import { ClueForm } from './clue-form.tsx'
import { Desk } from './desk.tsx'
import { EndTurnButton } from './end-turn-button.tsx'
import { Gallery, GalleryActions } from './gallery.tsx'
import { GuessButtons } from './guess-buttons.tsx'
import { KeyLegend } from './key-legend.tsx'
import { TableBar } from './table-bar.tsx'
import { seesKey, turnRights } from './turn-rights.ts'
import { useChoice } from './use-choice.ts'
import { useClueDraft } from './use-clue-draft.ts'
import { useMarks } from './use-marks.ts'
import { useOwnMarks } from './use-own-marks.ts'
import { useWideDesk } from './use-wide-desk.ts'
import { WireLog } from './wire-log.tsx'
import '../../styles/table.css'
import '../../styles/table-wide.css'
import '../../styles/table-narrow.css'
import '../../styles/table-phone.css'

export interface TableProps {
  readonly view: GameView
  readonly play: Play
  readonly connection: ConnectionState
  /** The page’s own tools, at the end of the bar. */
  readonly tools?: ReactNode
}

/** A table with a round on it. Each round starts with fresh marks, choices and drafts on this side, too. */
export function Table(props: TableProps): JSX.Element {
  return <RoundTable key={props.view.round} {...props} />
}

/** How many chips fit on a card, and how many lines of a wire column are in sight. */
const MARKS_ROOM = { wide: 5, narrow: 3 }
const WIRE_ROWS = { alone: 4, underLegend: 2 }

function RoundTable({ view, play, connection, tools }: TableProps) {
  const rights = useMemo(() => turnRights(view), [view])
  const isWide = useWideDesk()
  const isLive = connection.status === 'live'
  const serverAheadMs = useServerClock(view.deadlineAtMs !== null)
  const draft = useClueDraft(view.turn?.number ?? 0)
  const { choice, choose, cancel } = useChoice(view, rights.canGuess)
  const [isSending, setIsSending] = useState(false)
  const team = view.turn?.team ?? null
  const isKeySeen = seesKey(view)

  async function send(command: Command): Promise<void> {
    if (isSending) return
    setIsSending(true)
    await play(command)
    setIsSending(false)
  }
  const { cards, mark } = useOwnMarks(view, play)
  const marks = useMarks(cards, view)

  function actionOn(position: number): CardAction | null {
    const card = view.cards[position]
    if (card === undefined || card.covered || !isLive) return null
    if (rights.canGuess) return 'choose'
    return rights.canGiveClue && card.kind === team ? 'circle' : null
  }
  function press(position: number, byKeyboard: boolean): void {
    if (rights.canGiveClue) draft.toggleTarget(position)
    else if (choice?.card === position) cancel()
    else choose(position, byKeyboard)
  }

  // Rings: those of the clue that is being written, or those of the clue that the watcher has given.
  const given = view.phase === 'guess' ? view.clues.at(-1)?.targets : null
  const circled = rights.canGiveClue ? draft.targets : (given ?? [])

  const chosenCard = choice === null ? undefined : cards[choice.card]
  const guessButtons = choice !== null && chosenCard !== undefined && (
    <GuessButtons
      key={choice.card}
      word={chosenCard.word}
      card={choice.card}
      isMarked={view.you !== null && chosenCard.marks.includes(view.you.playerId)}
      isSending={isSending || !isLive}
      takesFocus={choice.byKeyboard}
      place={isWide ? 'card' : 'bar'}
      onMark={() => mark(choice.card)}
      onGuess={() => void send({ type: 'guess', card: choice.card, turn: choice.turn })}
    />
  )
  const endTurn = rights.endTurn !== 'not-yours' && view.turn !== null && (
    <EndTurnButton
      isGuessDue={rights.endTurn === 'guess-due'}
      isSending={isSending || !isLive}
      onEnd={() => {
        if (view.turn !== null) void send({ type: 'endTurn', turn: view.turn.number })
      }}
    />
  )
  const clock = view.deadlineAtMs !== null && (
    <TurnClock
      deadlineAtMs={view.deadlineAtMs}
      serverAheadMs={serverAheadMs}
      isHard={view.settings.timer.mode === 'hard'}
    />
  )
  const isWriting = rights.canGiveClue && team !== null
  const isGalleryActive = rights.canSeeKey || rights.openSeats.length > 0

  return (
    <div
      className={`tb${isKeySeen ? ' spym' : ''}${isWriting ? ' writing' : ''}${isLive ? '' : ' stale'}`}
    >
      <TableBar view={view} tools={tools} />
      <main className="desk" id="main" data-connection={connection.status}>
        <Desk view={view} team="red" openSeats={rights.openSeats} play={play} />
        {isWriting ? (
          <ClueForm
            view={view}
            team={team}
            draft={draft}
            play={play}
            isLive={isLive}
            clock={clock}
          />
        ) : (
          <ClueBar view={view} clock={clock} endTurn={isWide && endTurn} />
        )}
        <section className="boardwrap" aria-label="The words">
          <Board
            cards={cards}
            marks={marks}
            marksRoom={isWide ? MARKS_ROOM.wide : MARKS_ROOM.narrow}
            team={team}
            actionOn={actionOn}
            circled={new Set(circled)}
            chosen={choice?.card ?? null}
            onPress={press}
            onMark={rights.canGuess && isLive ? mark : null}
            foot={isWide && guessButtons}
          />
        </section>
        <Desk view={view} team="blue" openSeats={rights.openSeats} play={play} />
        {!isWide && rights.canGuess && team !== null && (
          <div className={`slip ${teamClass[team]}`}>
            {endTurn}
            {guessButtons || (
              <p className="slip-hint">
                Tap a card to mark it or to guess it.
                {rights.endTurn === 'guess-due' && ' One guess is due before the turn can end.'}
              </p>
            )}
          </div>
        )}
        {!isWide && isGalleryActive && (
          <div className="slip">
            <GalleryActions view={view} rights={rights} play={play} />
          </div>
        )}
        <section className="foot-wire" aria-label={isKeySeen ? 'Key and wire' : 'Wire'}>
          {isKeySeen && (
            <KeyLegend cards={view.cards} circled={rights.canGiveClue ? draft.targets : []} />
          )}
          <WireLog log={view.log} rows={isKeySeen ? WIRE_ROWS.underLegend : WIRE_ROWS.alone} />
        </section>
        <CallLine view={view} />
        {isWide && <Gallery view={view} rights={rights} play={play} />}
      </main>
    </div>
  )
}
