import { DailyAudio, DailyProvider } from '@daily-co/daily-react'
import { PLAYERS_MAX, type GameView, type PlayerView } from '@wordfare/contracts'
import { CallControls } from './call-controls.tsx'
import { CallNote } from './call-place.tsx'
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
  const { state, session } = useCall(view, player)

  if (state.phase === 'opening')
    return <CallNote text="The call is being opened." onLeave={onLeave} />
  if (state.phase === 'failed')
    return (
      <CallNote
        text={state.problem.text}
        onRetry={state.problem.remedy === 'none' ? null : session.start}
        onLeave={onLeave}
      />
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
      {state.phase === 'joining' && <CallNote text="Joining the call." onLeave={onLeave} />}
      {state.phase === 'in' && (
        <>
          <DailyAudio maxSpeakers={PLAYERS_MAX} />
          <SeatPictures view={view} peer={peer} />
          <CallControls view={view} playerId={player.playerId} onLeave={onLeave}>
            <GalleryPictures view={view} peer={peer} />
          </CallControls>
        </>
      )}
    </DailyProvider>
  )
}
