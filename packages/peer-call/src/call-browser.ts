import { createLevelMeter, type LevelMeter } from './level-meter.ts'

/** What a call takes from the browser. */
export interface CallBrowser {
  /** `undefined` on an insecure origin: such a participant sees and hears the others. */
  readonly mediaDevices: MediaDevices | undefined
  /** The page whose `<audio>` elements play the others. */
  readonly document: Document | undefined
  /** @throws {Error} when there is no WebRTC, or the configuration is malformed */
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  /** @throws {Error} when there is no Web Audio */
  readonly createMeter: (track: MediaStreamTrack) => LevelMeter
}

/** The browser that runs this. */
export const thisBrowser = (): CallBrowser => ({
  mediaDevices: navigator.mediaDevices,
  document,
  createConnection: (configuration) => new RTCPeerConnection(configuration),
  createMeter: createLevelMeter,
})
