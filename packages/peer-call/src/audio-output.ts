/** Where the others are heard. */
export interface AudioOutput {
  /** Id of the chosen device; `'default'` at first. */
  deviceId(): string
  /**
   * Plays there from now on, also what begins later.
   * @throws {DOMException} when the device is gone or may not be used
   */
  choose(deviceId: string): Promise<void>
  close(): void
}

const playsStream = (element: unknown): element is HTMLAudioElement =>
  element instanceof HTMLAudioElement && element.srcObject !== null

/** A call's sound is played by the page's `<audio>` elements, whoever made them: those that play a stream. */
export function createAudioOutput(page: Document | undefined): AudioOutput {
  let deviceId = 'default'

  const redirect = (event: Event) => {
    if (!playsStream(event.target) || event.target.sinkId === deviceId) return
    // A device that has been unplugged meanwhile: the element goes on with the one that it has.
    event.target.setSinkId(deviceId).catch(() => {})
  }

  return {
    deviceId: () => deviceId,
    choose: async (chosen) => {
      const playing = [...(page?.querySelectorAll('audio') ?? [])].filter(playsStream)
      await Promise.all(playing.map((element) => element.setSinkId(chosen)))
      deviceId = chosen
      // Media events don't bubble, but they can be caught on the way down.
      page?.addEventListener('loadedmetadata', redirect, true)
    },
    close: () => page?.removeEventListener('loadedmetadata', redirect, true),
  }
}
