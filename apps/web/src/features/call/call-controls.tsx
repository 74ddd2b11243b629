import {
  useDaily,
  useDailyEvent,
  useDevices,
  useLocalSessionId,
  useVideoTrack,
} from '@daily-co/daily-react'
import type { GameView, PlayerId } from '@wordfare/contracts'
import { Mic, MicOff, SlidersHorizontal, Video, VideoOff } from 'lucide'
import { useCallback, useState, type ReactNode } from 'react'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import { InCallPlace, LeaveCallButton } from './call-place.tsx'
import { deviceProblems } from './device-problem.ts'
import { DevicesDialog } from './devices-dialog.tsx'
import { SettledNote } from './settled-note.tsx'
import { teamTalkNote } from './team-talk.ts'
import { useLostFocus } from './use-lost-focus.ts'
import { useMicrophone } from './use-microphone.ts'
import { TALK_KEY, useTalkKey } from './use-talk-key.ts'

interface CallControlsProps {
  readonly view: GameView
  readonly playerId: PlayerId
  readonly onLeave: () => void
  /** Stands beside them. */
  readonly children: ReactNode
}

/** What a player does in the call. */
export function CallControls({ view, playerId, onLeave, children }: CallControlsProps) {
  const call = useDaily()
  const sessionId = useLocalSessionId()
  const microphone = useMicrophone(view, playerId)
  const isCameraOff = useVideoTrack(sessionId).isOff
  const [areDevicesOpen, setAreDevicesOpen] = useState(false)
  const problems = deviceProblems(useDevices())
  const [hasFailed, setHasFailed] = useState(false)
  useDailyEvent(
    'camera-error',
    useCallback(() => setHasFailed(true), []),
  )
  const microphoneButton = useLostFocus()

  function setMicrophone(isOn: boolean): void {
    setHasFailed(false)
    microphone.turn(isOn)
  }
  function setCamera(isOn: boolean): void {
    setHasFailed(false)
    call?.setLocalVideo(isOn)
  }
  useTalkKey(!microphone.isOn, setMicrophone)

  const microphoneLabel = microphone.isHeldOff
    ? 'Microphone held off: straight face until the turn ends'
    : `Turn the microphone ${microphone.isOn ? 'off' : 'on'}`
  const cameraLabel = `Turn the camera ${isCameraOff ? 'on' : 'off'}`
  const voiceNote = microphone.isHeldOff
    ? 'Straight face: your microphone is off until the turn ends.'
    : teamTalkNote(view)
  return (
    <InCallPlace>
      <div className="call-btns">
        <IconButton
          label={microphoneLabel}
          title={
            microphone.isOn || microphone.isHeldOff
              ? microphoneLabel
              : `${microphoneLabel}, or hold ${TALK_KEY} to talk`
          }
          isDisabled={microphone.isHeldOff}
          ref={microphoneButton}
          onClick={() => setMicrophone(!microphone.isOn)}
        >
          <Icon of={microphone.isOn ? Mic : MicOff} />
        </IconButton>
        <IconButton label={cameraLabel} onClick={() => setCamera(isCameraOff)}>
          <Icon of={isCameraOff ? VideoOff : Video} />
        </IconButton>
        <IconButton label="Camera, microphone and speaker" onClick={() => setAreDevicesOpen(true)}>
          <Icon of={SlidersHorizontal} />
        </IconButton>
        <LeaveCallButton onLeave={onLeave} />
      </div>
      {/* Stays while it is empty: what comes up in it is said aloud. */}
      <output className="call-note">
        {hasFailed
          ? problems.map(({ title, help }) => (
              <span key={title}>
                {title}. <span className="help">{help} </span>
              </span>
            ))
          : (voiceNote ?? <SettledNote settings={view.settings} />)}
      </output>
      {children}
      <DevicesDialog isOpen={areDevicesOpen} onClose={() => setAreDevicesOpen(false)} />
    </InCallPlace>
  )
}
