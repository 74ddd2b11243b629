import type { useDevices } from '@daily-co/daily-react'

type Devices = ReturnType<typeof useDevices>
export type DeviceState = Devices['camState']

/** What keeps a device from the player, and what helps. */
export interface DeviceProblem {
  readonly title: string
  readonly help: string
}

/** What is known of camera and microphone. */
type DeviceStates = Pick<Devices, 'camState' | 'micState' | 'cameraError'>

/** How one speaks of a device that there is, and of one that there is not. */
interface DeviceWords {
  readonly some: string
  readonly no: string
}

const camera: DeviceWords = { some: 'Camera', no: 'No camera' }
const microphone: DeviceWords = { some: 'Microphone', no: 'No microphone' }
const both: DeviceWords = { some: 'Camera and microphone', no: 'No camera or microphone' }

function problemOf(
  { some, no }: DeviceWords,
  state: DeviceState,
  error: DeviceStates['cameraError'],
): DeviceProblem | null {
  switch (state) {
    case 'idle':
    case 'pending':
    case 'granted':
      return null
    case 'blocked':
      return {
        title: `${some} blocked`,
        help:
          error?.type === 'permissions' && error.blockedBy === 'browser'
            ? 'Let this browser use devices in the privacy settings of your system, then try again.'
            : 'Allow use with the icon beside the page’s address, then try again.',
      }
    case 'not-found':
      return {
        title: `${no} found`,
        help: 'Plug one in, then try again.',
      }
    case 'in-use':
      return {
        title: `${some} in use`,
        help: 'Close the other program, then try again.',
      }
    case 'constraints-invalid':
    case 'constraints-none-specified':
      return { title: `${some} can’t be used`, help: 'Choose another one.' }
    case 'not-supported':
    case 'undefined-mediadevices':
      return {
        title: `${no} on this page`,
        help: 'Browsers give devices to secure pages only: open the table at an https address.',
      }
    case 'unknown':
      return {
        title: `${some} did not start`,
        help: 'Try again, or choose another one.',
      }
  }
}

/** What keeps camera and microphone from the player: nothing, one of them, each, or both for one reason. */
export function deviceProblems({
  camState,
  micState,
  cameraError,
}: DeviceStates): readonly DeviceProblem[] {
  const problems =
    camState === micState
      ? [problemOf(both, camState, cameraError)]
      : [problemOf(camera, camState, cameraError), problemOf(microphone, micState, cameraError)]
  return problems.filter((problem) => problem !== null)
}
