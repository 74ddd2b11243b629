import { DailyAudio, DailyProvider } from '@daily-co/daily-react'
import { PLAYERS_MAX, type GameView, type PlayerView } from '@wordfare/contracts'
import { CallControls, LeaveCallButton } from './call-controls.tsx'
import { CallNote, InCallPlace } from './call-place.tsx'
import { GalleryPictures, SeatPictures } from './call-pictures.tsx'
import { DeviceCheck } from './device-check.tsx'
import { useCall } from './use-call.ts'

interface CallPanelProps {
  readonly view: GameView
  readonly player: PlayerView
  /** The player is out of the call again. */
  readonly onLeave: () => void
}

/** The table’s call, from the check of the devices until the player leaves. Its default export is for `lazy`. */
export default function CallPanel({ view, player, onLeave }: CallPanelProps) {
  const { state, session } = useCall(view.gameId, player)

  if (state.phase === 'opening')
    return (
      <InCallPlace>
        <CallNote text="The call is being opened." />
        <LeaveCallButton onLeave={onLeave} />
      </InCallPlace>
    )
  if (state.phase === 'failed')
    return (
      <InCallPlace>
        <CallNote
          text={state.problem.text}
          onRetry={state.problem.remedy === 'none' ? null : session.start}
        />
        <LeaveCallButton onLeave={onLeave} />
      </InCallPlace>
    )

  const { call, peer } = state.opened
  return (
    <DailyProvider key={call.callClientId} callObject={call}>
      {state.phase === 'checking' && (
        <DeviceCheck
          name={player.name}
          isPeer={peer !== null}
          onJoin={session.join}
          onCancel={onLeave}
        />
      )}
      {state.phase === 'joining' && (
        <InCallPlace>
          <CallNote text="Joining the call." />
          <LeaveCallButton onLeave={onLeave} />
        </InCallPlace>
      )}
      {state.phase === 'in' && (
        <>
          <DailyAudio maxSpeakers={PLAYERS_MAX} />
          <SeatPictures view={view} peer={peer} />
          <InCallPlace>
            <CallControls view={view} playerId={player.playerId} onLeave={onLeave} />
            <GalleryPictures view={view} peer={peer} />
          </InCallPlace>
        </>
      )}
    </DailyProvider>
  )
}
