import type { Locator, Page } from '@playwright/test'

/** An ear at one person's voice, as it arrives at another. */
export interface Ear {
  /** How loud the loudest moment was of the time that the ear remembers, of 1; 0 is silence. */
  loudness(): Promise<number>
}

/** What an ear remembers: more than from one beep of Chromium's fake microphone to the next. */
const EAR_SAMPLES = 32_768

/** The table's call as one person sees it. Locators and gestures only: what should be true is up to the spec. */
export class CallPage {
  readonly page: Page
  readonly join: Locator
  readonly check: Locator
  readonly leave: Locator
  /** The microphone's button while the table wants a straight face. */
  readonly heldOff: Locator
  /** What is wrong with the call. */
  readonly problem: Locator
  readonly again: Locator
  /** What the page's content security policy has refused, in order. */
  readonly violations: string[] = []

  constructor(page: Page) {
    this.page = page
    this.join = page.getByRole('button', { name: 'Join the call' })
    this.check = page.getByRole('dialog', { name: 'Before you go on' })
    this.leave = page.getByRole('button', { name: 'Leave the call' })
    this.heldOff = page.getByRole('button', { name: /^Microphone held off/ })
    this.problem = page.getByRole('status').filter({ hasText: 'The game goes on.' })
    this.again = page.getByRole('button', { name: 'Try again' })
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.violations.push(message.text())
    })
  }

  /** Through the device check, with what is turned on there. */
  async enter(
    media: { readonly camera?: boolean; readonly microphone?: boolean } = {},
  ): Promise<void> {
    await this.join.click()
    if (media.camera) await this.check.getByRole('button', { name: 'Turn the camera on' }).click()
    if (media.microphone) {
      await this.check.getByRole('button', { name: 'Turn the microphone on' }).click()
    }
    await this.check
      .getByRole('button', {
        name: media.camera
          ? media.microphone
            ? 'Join with camera and microphone'
            : 'Join with camera, muted'
          : media.microphone
            ? 'Join with microphone only'
            : 'Join muted, camera off',
      })
      .click()
  }

  switch(device: 'camera' | 'microphone', to: 'on' | 'off'): Promise<void> {
    return this.page.getByRole('button', { name: `Turn the ${device} ${to}` }).click()
  }

  picture(name: string): Locator {
    return this.page.getByLabel(`${name}, camera`)
  }

  muted(name: string): Locator {
    return this.page.getByLabel(`${name}: microphone off`)
  }

  heardByTeamOnly(name: string): Locator {
    return this.page.getByLabel(`${name}: heard by their team only`)
  }

  /** How many frames of somebody's camera have been shown here, and how wide they are. */
  async shown(name: string): Promise<{ readonly frames: number; readonly width: number }> {
    return this.picture(name).evaluate((video: HTMLVideoElement) => ({
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
    }))
  }

  /** How many voices play here. */
  voices(): Promise<number> {
    return this.page
      .locator('audio')
      .evaluateAll(
        (elements) =>
          elements.filter(
            (element) =>
              element instanceof HTMLAudioElement &&
              !element.paused &&
              element.srcObject instanceof MediaStream &&
              element.srcObject.getAudioTracks().some((track) => track.readyState === 'live'),
          ).length,
      )
  }

  /** Only at somebody whose camera is on. */
  async listenTo(name: string): Promise<Ear> {
    const sessionId = await this.picture(name).getAttribute('data-session-id')
    const ear = await this.page
      .locator(`audio[data-session-id="${sessionId}"]`)
      .evaluateHandle((audio: HTMLAudioElement, samples) => {
        if (!(audio.srcObject instanceof MediaStream)) throw new Error('nothing plays')
        const context = new AudioContext()
        const analyser = new AnalyserNode(context, { fftSize: samples })
        context.createMediaStreamSource(audio.srcObject).connect(analyser)
        return analyser
      }, EAR_SAMPLES)
    return {
      loudness: () =>
        ear.evaluate((analyser) => {
          const samples = new Float32Array(analyser.fftSize)
          analyser.getFloatTimeDomainData(samples)
          return Math.max(...samples.map(Math.abs))
        }),
    }
  }
}
