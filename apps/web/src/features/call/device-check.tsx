import { Dialog } from '@base-ui/react/dialog'
import {
  DailyVideo,
  useAudioTrack,
  useDaily,
  useDevices,
  useLocalSessionId,
  useVideoTrack,
} from '@daily-co/daily-react'
import { Check, Mic, MicOff, Network, Video, VideoOff, Volume2 } from 'lucide'
import { useRef, type ReactNode, type Ref } from 'react'
import '../../styles/dialog.css'
import '../../styles/device-check.css'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import { firstLetter } from '../table/initials.ts'
import { DevicePickers } from './device-pickers.tsx'
import { deviceProblems } from './device-problem.ts'
import { DeviceProblems } from './device-problem-list.tsx'
import type { MediaChoice } from './open-call.ts'

interface DeviceCheckProps {
  readonly name: string
  /** The call goes from browser to browser. */
  readonly isPeer: boolean
  readonly onJoin: (media: MediaChoice) => void
  readonly onCancel: () => void
}

function joinLabel({ audio, video }: MediaChoice): string {
  if (video) return audio ? 'Join with camera and microphone' : 'Join with camera, muted'
  return audio ? 'Join with microphone only' : 'Join muted, camera off'
}

/** The local camera and microphone. Nothing is asked of the browser before one is turned on. */
function useLocalMedia() {
  const call = useDaily()
  const sessionId = useLocalSessionId()
  const audioTrack = useAudioTrack(sessionId)
  const videoTrack = useVideoTrack(sessionId)
  const hasStarted = useRef(false)
  const media: MediaChoice = { audio: !audioTrack.isOff, video: !videoTrack.isOff }

  function turn(change: Partial<MediaChoice>): void {
    if (hasStarted.current) {
      if (change.audio !== undefined) call?.setLocalAudio(change.audio)
      if (change.video !== undefined) call?.setLocalVideo(change.video)
      return
    }
    hasStarted.current = true
    const wanted = { ...media, ...change }
    // A refusal is told by `camera-error`; the next press asks anew.
    call
      ?.startCamera({ startAudioOff: !wanted.audio, startVideoOff: !wanted.video })
      .catch(() => (hasStarted.current = false))
  }

  return {
    sessionId,
    media,
    isAllowed: {
      audio: audioTrack.persistentTrack !== undefined,
      video: videoTrack.persistentTrack !== undefined,
    } satisfies MediaChoice,
    turn,
  }
}

/** Lets a player see and hear their devices before they join the table’s call. */
export function DeviceCheck(props: DeviceCheckProps) {
  const joinButton = useRef<HTMLButtonElement>(null)
  return (
    <Dialog.Root
      open
      disablePointerDismissal
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onCancel()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        {/* What called for it is gone: the focus goes to what comes next in the call. */}
        <Dialog.Popup className="leaf device-check" initialFocus={joinButton} finalFocus={false}>
          <Checks {...props} joinButton={joinButton} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ChecksProps extends DeviceCheckProps {
  readonly joinButton: Ref<HTMLButtonElement>
}

function Checks({ name, isPeer, onJoin, joinButton }: ChecksProps) {
  const { sessionId, media, isAllowed, turn } = useLocalMedia()
  const problems = deviceProblems(useDevices())
  const cameraButton = useRef<HTMLButtonElement>(null)
  const isAllOff = !media.audio && !media.video

  function checkBoth(): void {
    turn({ audio: true, video: true })
    // The button that was pressed goes away.
    cameraButton.current?.focus()
  }

  return (
    <>
      <section className="device-preview">
        <Dialog.Title className="head">Before you go on</Dialog.Title>
        <Dialog.Description className="deck">Nobody sees or hears you yet.</Dialog.Description>
        <div className="device-picture">
          {media.video ? (
            <DailyVideo
              aria-label="Your camera, mirrored"
              fit="cover"
              mirror
              sessionId={sessionId}
              type="video"
            />
          ) : (
            <span className="device-initial head" aria-hidden>
              {firstLetter(name)}
            </span>
          )}
          {isAllOff && (
            <button className="btn" type="button" onClick={checkBoth}>
              Check camera and microphone
            </button>
          )}
        </div>
        <div className="device-caption">
          <b className="head">{name}</b>
          <span className="quiet">{media.video ? 'mirrored for you only' : 'camera off'}</span>
          <div className="device-turns">
            <IconButton
              label={`Turn the microphone ${media.audio ? 'off' : 'on'}`}
              onClick={() => turn({ audio: !media.audio })}
            >
              <Icon of={media.audio ? Mic : MicOff} />
            </IconButton>
            <IconButton
              ref={cameraButton}
              label={`Turn the camera ${media.video ? 'off' : 'on'}`}
              onClick={() => turn({ video: !media.video })}
            >
              <Icon of={media.video ? Video : VideoOff} />
            </IconButton>
          </div>
        </div>
        <DeviceProblems problems={problems} />
      </section>
      <section className="device-choices">
        <DevicePickers />
        <ul className="device-remarks">
          {(isAllowed.audio || isAllowed.video) && (
            <Remark icon={<Icon of={Check} />} title={allowedTitle(isAllowed)} />
          )}
          {media.audio && (
            <Remark icon={<Icon of={Volume2} />} title="Speakers may echo">
              The table will hear itself. Headphones fix it.
            </Remark>
          )}
          {isPeer && (
            <Remark icon={<Icon of={Network} />} title="From browser to browser">
              The computers of the others in the call can see your network address.
            </Remark>
          )}
        </ul>
        <p className="hint">
          You can always join without, see and hear the others, and turn yours on later.
        </p>
      </section>
      <div className="device-acts">
        <button
          className="btn solid big"
          type="button"
          ref={joinButton}
          onClick={() => onJoin(media)}
        >
          {joinLabel(media)}
        </button>
        <Dialog.Close className="btn">Stay out of the call</Dialog.Close>
      </div>
    </>
  )
}

function allowedTitle({ audio, video }: MediaChoice): string {
  if (audio && video) return 'Camera and microphone allowed'
  return video ? 'Camera allowed' : 'Microphone allowed'
}

interface RemarkProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
}

function Remark({ icon, title, children }: RemarkProps) {
  return (
    <li>
      {icon}
      <span>
        <b>{title}</b> {children !== undefined && <span className="quiet">{children}</span>}
      </span>
    </li>
  )
}
