import {
  DailyVideo,
  useAudioLevelObserver,
  useAudioTrack,
  useVideoTrack,
} from '@daily-co/daily-react'
import type { PlayerView } from '@wordfare/contracts'
import type { PeerCall } from '@wordfare/peer-call'
import { EarOff, MicOff, TriangleAlert, type IconNode } from 'lucide'
import { useCallback, useState } from 'react'
import '../../styles/byline.css'
import { Icon } from '../../icon.tsx'
import { usePairState } from './use-pair-state.ts'

/** From this level on somebody is heard to speak, of 1. */
const SPEAKING_LEVEL = 0.04

interface PictureProps {
  /** The participant in the call. */
  readonly sessionId: string
  readonly player: Pick<PlayerView, 'playerId' | 'name'>
  readonly isYou: boolean
  /** The player talks among a team that the watcher is not of. */
  readonly isOutOfEarshot: boolean
  readonly peer: PeerCall | null
}

/** A player in the call, laid over their initials: the camera if it is on, and whether they are heard. */
export function Picture({ sessionId, player, isYou, isOutOfEarshot, peer }: PictureProps) {
  const video = useVideoTrack(sessionId)
  const audio = useAudioTrack(sessionId)
  const [isSpeaking, setIsSpeaking] = useState(false)
  useAudioLevelObserver(
    sessionId,
    useCallback((level: number) => setIsSpeaking(level > SPEAKING_LEVEL), []),
  )
  const lineRemark = useLineRemark(peer, player)
  return (
    <>
      {!video.isOff && (
        <DailyVideo
          aria-label={`${player.name}, camera`}
          automirror
          fit="cover"
          sessionId={sessionId}
          type="video"
        />
      )}
      <span className={isSpeaking && !audio.isOff ? 'speaking on' : 'speaking'} />
      {isOutOfEarshot ? (
        <VoiceMark icon={EarOff} remark={`${player.name}: heard by their team only`} />
      ) : (
        audio.isOff && <VoiceMark icon={MicOff} remark={`${player.name}: microphone off`} />
      )}
      {lineRemark !== null && !isYou && (
        <span className="badtag" title={lineRemark}>
          <Icon of={TriangleAlert} />
          <span>{lineRemark}</span>
        </span>
      )}
    </>
  )
}

interface VoiceMarkProps {
  readonly icon: IconNode
  readonly remark: string
}

/** Why a player is not heard. */
function VoiceMark({ icon, remark }: VoiceMarkProps) {
  return (
    <span className="unheard" title={remark}>
      <Icon of={icon} label={remark} />
    </span>
  )
}

/** What is wrong with the line to a player, if anything. A line that is being laid for the first time is not. */
function useLineRemark(
  peer: PeerCall | null,
  { playerId }: Pick<PlayerView, 'playerId'>,
): string | null {
  const pair = usePairState(peer, playerId)
  const [wasConnected, setWasConnected] = useState(false)
  if (pair === 'connected' && !wasConnected) setWasConnected(true)
  if (pair === 'failed') return 'Can’t connect'
  return pair === 'connecting' && wasConnected ? 'Bad line' : null
}
