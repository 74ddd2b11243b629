import { useAudioTrack, useDaily, useLocalSessionId } from '@daily-co/daily-react'
import type { GameView, PlayerId } from '@wordfare/contracts'
import { mustBeSilent } from '@wordfare/game/view'
import { useEffect, useRef } from 'react'

/** A player's own microphone. */
export interface Microphone {
  readonly isOn: boolean
  /** The table wants a straight face: it stays off until the turn ends. */
  readonly isHeldOff: boolean
  readonly turn: (isOn: boolean) => void
}

/** The microphone as the player wants it, as far as the straight face (V1) and the host (V2) let it be on. */
export function useMicrophone(view: GameView, playerId: PlayerId): Microphone {
  const call = useDaily()
  const isOn = !useAudioTrack(useLocalSessionId()).isOff
  const isHeldOff = mustBeSilent(view, playerId)
  const isWantedBack = useRef(false)

  // In microtasks: daily-react takes its listeners off and on again as it renders, and misses what effects cause.
  useEffect(() => {
    if (isHeldOff) {
      isWantedBack.current ||= call?.localAudio() ?? false
      queueMicrotask(() => call?.setLocalAudio(false))
    } else if (isWantedBack.current) {
      isWantedBack.current = false
      queueMicrotask(() => call?.setLocalAudio(true))
    }
  }, [call, isHeldOff])

  const mutedAtMs = view.log.findLast((entry) => entry.type === 'allMuted')?.atMs ?? null
  const obeyedMs = useRef(mutedAtMs)
  useEffect(() => {
    if (mutedAtMs === null || mutedAtMs === obeyedMs.current) return
    obeyedMs.current = mutedAtMs
    isWantedBack.current = false
    queueMicrotask(() => call?.setLocalAudio(false))
  }, [call, mutedAtMs])

  return {
    isOn,
    isHeldOff,
    turn: (wanted) => {
      if (!isHeldOff) call?.setLocalAudio(wanted)
    },
  }
}
