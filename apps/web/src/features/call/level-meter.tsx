import { useAudioLevelObserver } from '@daily-co/daily-react'
import { Meter } from '@base-ui/react/meter'
import { useCallback, useState } from 'react'
import '../../styles/device-check.css'

const CELLS = Array.from({ length: 24 }, (_, cell) => cell)
const INTERVAL_MS = 100

/** A voice lies between these two, in decibels below the loudest there is. */
const SILENT_DB = -54
const LOUD_DB = -12
/** From so many cells on a voice is heard well. */
const GOOD_CELLS = 8

/** How many cells a level (0 to 1) fills: hearing goes by decibels. */
export function filledCells(level: number): number {
  const share = (20 * Math.log10(level) - SILENT_DB) / (LOUD_DB - SILENT_DB)
  return Math.round(CELLS.length * Math.min(1, Math.max(0, share)))
}

function levelText(filled: number): string {
  if (filled === 0) return 'silent'
  return filled < GOOD_CELLS ? 'quiet' : 'good'
}

interface LevelMeterProps {
  /** The local participant in the call. */
  readonly sessionId: string
  readonly isMuted: boolean
}

/** How loud the player’s microphone is. */
export function LevelMeter({ sessionId, isMuted }: LevelMeterProps) {
  // Daily measures nothing before there is a microphone.
  return isMuted ? <Cells filled={0} text="off" /> : <LiveCells sessionId={sessionId} />
}

function LiveCells({ sessionId }: { sessionId: string }) {
  const [filled, setFilled] = useState(0)
  useAudioLevelObserver(
    sessionId,
    useCallback((level: number) => setFilled(filledCells(level)), []),
    undefined,
    INTERVAL_MS,
  )
  return <Cells filled={filled} text={levelText(filled)} />
}

function Cells({ filled, text }: { filled: number; text: string }) {
  return (
    <Meter.Root
      className="level-meter"
      aria-label="Microphone level"
      value={filled}
      max={CELLS.length}
      getAriaValueText={() => text}
    >
      {CELLS.map((cell) => (
        <i key={cell} className={cell < filled ? 'on' : undefined} />
      ))}
    </Meter.Root>
  )
}
