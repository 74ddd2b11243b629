import { useDaily, useDailyEvent, useLocalSessionId, useVideoTrack } from '@daily-co/daily-react'
import type { GameView, PlayerId } from '@wordfare/contracts'
import { Mic, MicOff, PhoneOff, SlidersHorizontal, Video, VideoOff } from 'lucide-react'
import { useCallback, useState } from 'react'
import { IconButton } from '../../icon-button.tsx'
import { cameraProblem } from './call-problem.ts'
import { DevicesDialog } from './devices-dialog.tsx'
import { useMicrophone } from './use-microphone.ts'
import { TALK_KEY, useTalkKey } from './use-talk-key.ts'

interface CallControlsProps {
  readonly view: GameView
  readonly playerId: PlayerId
  readonly onLeave: () => void
}

/** What a player does in the call. */
export function CallControls({ view, playerId, onLeave }: CallControlsProps) {
  const call = useDaily()
  const sessionId = useLocalSessionId()
  const microphone = useMicrophone(view, playerId)
  const isCameraOff = useVideoTrack(sessionId).isOff
  const [areDevicesOpen, setAreDevicesOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useDailyEvent(
    'camera-error',
    useCallback(({ error }) => setProblem(cameraProblem(error)), []),
  )

  function setMicrophone(isOn: boolean): void {
    setProblem(null)
    microphone.turn(isOn)
  }
  function setCamera(isOn: boolean): void {
    setProblem(null)
    call?.setLocalVideo(isOn)
  }
  useTalkKey(!microphone.isOn, setMicrophone)

  const microphoneLabel = microphone.isHeldOff
    ? 'Microphone held off: straight face until the turn ends'
    : `Turn the microphone ${microphone.isOn ? 'off' : 'on'}`
  const cameraLabel = `Turn the camera ${isCameraOff ? 'on' : 'off'}`
  const MicrophoneIcon = microphone.isOn ? Mic : MicOff
  const CameraIcon = isCameraOff ? VideoOff : Video
  return (
    <>
      <div className="call-btns">
        <IconButton
          label={microphoneLabel}
          title={
            microphone.isOn || microphone.isHeldOff
              ? microphoneLabel
              : `${microphoneLabel}, or hold ${TALK_KEY} to talk`
          }
          isDisabled={microphone.isHeldOff}
          onClick={() => setMicrophone(!microphone.isOn)}
        >
          <MicrophoneIcon className="i" aria-hidden />
        </IconButton>
        <IconButton label={cameraLabel} onClick={() => setCamera(isCameraOff)}>
          <CameraIcon className="i" aria-hidden />
        </IconButton>
        <IconButton label="Camera, microphone and speaker" onClick={() => setAreDevicesOpen(true)}>
          <SlidersHorizontal className="i" aria-hidden />
        </IconButton>
        <LeaveCallButton onLeave={onLeave} />
      </div>
      {problem !== null && <output className="call-note">{problem}</output>}
      <DevicesDialog isOpen={areDevicesOpen} onClose={() => setAreDevicesOpen(false)} />
    </>
  )
}

export function LeaveCallButton({ onLeave }: { onLeave: () => void }) {
  return (
    <IconButton className="leave" label="Leave the call" onClick={onLeave}>
      <PhoneOff className="i" aria-hidden />
    </IconButton>
  )
}
