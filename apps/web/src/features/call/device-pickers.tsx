import {
  useAudioTrack,
  useDevices,
  useLocalSessionId,
  type StatefulDevice,
} from '@daily-co/daily-react'
import { useEffect, useId, useState, type ReactNode } from 'react'
import '../../styles/device-check.css'
import { Fault } from '../../text-field.tsx'
import type { DeviceState } from './device-problem.ts'
import { LevelMeter } from './level-meter.tsx'

/** Which camera, microphone and speaker the call uses, and how loud the microphone is. */
export function DevicePickers() {
  const devices = useDevices()
  const { refreshDevices } = devices
  // Lists what is there without asking for it; on an insecure origin it learns that nothing can be had.
  useEffect(() => void refreshDevices(), [refreshDevices])
  const sessionId = useLocalSessionId()
  const isMuted = useAudioTrack(sessionId).isOff
  return (
    <div className="device-pickers">
      <DevicePicker
        label="Camera"
        devices={devices.cameras}
        without={withoutInput('camera', devices.camState)}
        choose={devices.setCamera}
      />
      <DevicePicker
        label="Microphone"
        devices={devices.microphones}
        without={withoutInput('microphone', devices.micState)}
        choose={devices.setMicrophone}
      >
        <LevelMeter sessionId={sessionId} isMuted={isMuted} />
        <p className="hint">
          {isMuted
            ? 'The microphone is off.'
            : 'Say a word. Any word. It won’t be held against you.'}
        </p>
      </DevicePicker>
      <DevicePicker
        label="Speaker"
        devices={devices.speakers}
        without="You hear the table where your browser plays its sound."
        choose={devices.setSpeaker}
      />
    </div>
  )
}

/** Why there is nothing to choose from. Browsers name no device before one may be used. */
function withoutInput(device: string, state: DeviceState): string {
  if (state === 'not-found') return `No ${device} was found.`
  if (state === 'not-supported' || state === 'undefined-mediadevices')
    return `No ${device} can be used on this page.`
  return `Turn the ${device} on to choose one.`
}

interface DevicePickerProps {
  readonly label: string
  readonly devices: readonly StatefulDevice[]
  /** Said where there is no device to choose. */
  readonly without: string
  readonly choose: (deviceId: string) => Promise<void>
  readonly children?: ReactNode
}

function DevicePicker({ label, devices, without, choose, children }: DevicePickerProps) {
  const id = useId()
  const [hasFailed, setHasFailed] = useState(false)
  const selected = devices.find((one) => one.selected)
  const isEmpty = devices.length === 0

  async function change(deviceId: string): Promise<void> {
    setHasFailed(false)
    try {
      await choose(deviceId)
    } catch {
      setHasFailed(true)
    }
  }

  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        disabled={isEmpty}
        aria-describedby={isEmpty ? `${id}-without` : undefined}
        value={selected?.device.deviceId ?? ''}
        onChange={(event) => void change(event.target.value)}
      >
        {!selected && (
          <option value="" disabled>
            {isEmpty ? 'None to choose' : 'The browser’s choice'}
          </option>
        )}
        {devices.map(({ device }, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
      {isEmpty && (
        <p className="hint" id={`${id}-without`}>
          {without}
        </p>
      )}
      {hasFailed && <Fault>This one can’t be used; choose another.</Fault>}
      {children}
    </div>
  )
}
