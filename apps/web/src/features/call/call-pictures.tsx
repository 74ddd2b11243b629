import { useParticipantIds, useParticipantProperty } from '@daily-co/daily-react'
import type { GameView, PlayerView } from '@wordfare/contracts'
import type { PeerCall } from '@wordfare/peer-call'
import { createPortal } from 'react-dom'
import { initialsOf } from '../table/initials.ts'
import { useCallPlaces } from './call-slots.tsx'
import { Picture } from './picture.tsx'
import { isOutOfEarshot } from './team-talk.ts'

interface CallPicturesProps {
  readonly view: GameView
  readonly peer: PeerCall | null
}

/** Everybody in the call who has a place on the page, in it. */
export function SeatPictures(props: CallPicturesProps) {
  const sessionIds = useParticipantIds()
  return sessionIds.map((sessionId) => (
    <SeatPicture key={sessionId} sessionId={sessionId} {...props} />
  ))
}

interface ParticipantProps extends CallPicturesProps {
  readonly sessionId: string
}

function SeatPicture({ sessionId, view, peer }: ParticipantProps) {
  const player = usePlayerOf(sessionId, view)
  const places = useCallPlaces()
  const place = player && places.get(player.playerId)
  if (!player || !place) return null
  const isYou = player.playerId === view.you?.playerId
  return createPortal(
    <Picture
      sessionId={sessionId}
      player={player}
      isYou={isYou}
      isOutOfEarshot={isOutOfEarshot(view, player.playerId)}
      peer={peer}
    />,
    place,
  )
}

/** Those who are in the call and hold no seat. */
export function GalleryPictures(props: CallPicturesProps) {
  const sessionIds = useParticipantIds()
  const isAnybodyThere = props.view.players.some(({ team }) => team === null)
  if (!isAnybodyThere || sessionIds.length === 0) return null
  return (
    <ul className="call-gal" aria-label="In the gallery, in the call">
      {sessionIds.map((sessionId) => (
        <GalleryPicture key={sessionId} sessionId={sessionId} {...props} />
      ))}
    </ul>
  )
}

function GalleryPicture({ sessionId, view, peer }: ParticipantProps) {
  const player = usePlayerOf(sessionId, view)
  if (!player || player.team !== null) return null
  const initials = initialsOf(player, view.players)
  return (
    <li className="pic" title={player.name}>
      <div className="nocam" aria-hidden="true">
        <span style={{ '--n': initials.length }}>{initials}</span>
      </div>
      <span className="vh">{player.name}</span>
      <div className="call-pic">
        <Picture
          sessionId={sessionId}
          player={player}
          isYou={player.playerId === view.you?.playerId}
          isOutOfEarshot={false}
          peer={peer}
        />
      </div>
    </li>
  )
}

/** The player who is behind a participant. */
function usePlayerOf(sessionId: string, view: GameView): PlayerView | undefined {
  const userId = useParticipantProperty(sessionId, 'user_id')
  return view.players.find(({ playerId }) => playerId === userId)
}
