import type { DailyCall, DailyDeviceInfos, DailyMediaDeviceInfo } from '@daily-co/daily-js'
import type { AudioOutput } from './audio-output.ts'
import { mediaKinds, type MediaKind } from './camera-error.ts'
import type { CallEvents } from './call-events.ts'
import type { LocalMedia } from './local-media.ts'

export interface CallDevicesOptions {
  readonly devices: MediaDevices | undefined
  readonly media: LocalMedia
  readonly output: AudioOutput
  readonly events: CallEvents
}

/** The part of Daily's interface that lists and chooses devices. */
export interface CallDevices extends Pick<
  DailyCall,
  'enumerateDevices' | 'getInputDevices' | 'setInputDevicesAsync' | 'setOutputDeviceAsync'
> {
  /** Stops watching for devices that come and go. */
  close(): void
}

export function createCallDevices(options: CallDevicesOptions): CallDevices {
  const { devices, media, output, events } = options

  const list = async (): Promise<DailyMediaDeviceInfo[]> =>
    (await devices?.enumerateDevices?.()) ?? []

  const getInputDevices = async (): Promise<DailyDeviceInfos> => {
    const all = await list()
    const find = (kind: MediaDeviceKind, deviceId: string | null) =>
      all.find((device) => device.kind === kind && device.deviceId === deviceId) ?? {}
    return {
      camera: find('videoinput', media.deviceId('video')),
      mic: find('audioinput', media.deviceId('audio')),
      speaker: find('audiooutput', output.deviceId()),
    }
  }

  const reportSelected = async () => {
    const selected = await getInputDevices()
    events.emit('selected-devices-updated', { devices: selected })
    return selected
  }

  const reportAvailable = () => {
    // Without a list there is nothing to report; daily-react asks again at the next change.
    list().then(
      (availableDevices) => events.emit('available-devices-updated', { availableDevices }),
      () => {},
    )
  }
  devices?.addEventListener?.('devicechange', reportAvailable)

  return {
    enumerateDevices: async () => ({ devices: await list() }),
    getInputDevices,
    setInputDevicesAsync: async ({ audioDeviceId, audioSource, videoDeviceId, videoSource }) => {
      if (audioSource || videoSource) throw new TypeError('a peer call takes devices, not tracks')
      const asked = { audio: audioDeviceId, video: videoDeviceId }
      const chosen: Partial<Record<MediaKind, string>> = {}
      for (const kind of mediaKinds) {
        const deviceId = asked[kind]
        if (deviceId === false) await media.set({ [kind]: false })
        else if (deviceId) chosen[kind] = deviceId
      }
      await media.choose(chosen)
      return reportSelected()
    },
    setOutputDeviceAsync: async ({ outputDeviceId }) => {
      await output.choose(outputDeviceId)
      return reportSelected()
    },
    close: () => devices?.removeEventListener?.('devicechange', reportAvailable),
  }
}
