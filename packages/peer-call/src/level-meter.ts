/** Loudness of one track. */
export interface LevelMeter {
  /** Between 0 and 1. */
  level(): number
  close(): void
}

const SAMPLES = 512
/** Speech into a usual microphone has small amplitudes; this brings it near the full scale. */
const GAIN = 3

/**
 * Listens to a track through Web Audio.
 * @throws {Error} when the browser has no Web Audio, or no more of it
 */
export function createLevelMeter(track: MediaStreamTrack): LevelMeter {
  // Nobody hears it: large steps cost less than prompt ones.
  const context = new AudioContext({ latencyHint: 'playback' })
  const analyser = context.createAnalyser()
  analyser.fftSize = SAMPLES
  const source = context.createMediaStreamSource(new MediaStream([track]))
  source.connect(analyser)
  const amplitudes = new Float32Array(SAMPLES)

  return {
    level: () => {
      // Browsers hold audio back until the page was touched; until then the level is 0.
      if (context.state === 'suspended') context.resume().catch(() => {})
      analyser.getFloatTimeDomainData(amplitudes)
      const power = amplitudes.reduce((sum, amplitude) => sum + amplitude * amplitude, 0) / SAMPLES
      return Math.min(1, Math.sqrt(power) * GAIN)
    },
    close: () => {
      source.disconnect()
      context.close().catch(() => {})
    },
  }
}
