import type { Locator, Page } from '@playwright/test'

/** The table's call as one person sees it. Locators and gestures only: what should be true is up to the spec. */
export class CallPage {
  readonly page: Page
  readonly join: Locator
  readonly check: Locator
  readonly leave: Locator
  /** What is wrong with the call. */
  readonly problem: Locator

  constructor(page: Page) {
    this.page = page
    this.join = page.getByRole('button', { name: 'Join the call' })
    this.check = page.getByRole('dialog', { name: 'Before you go on' })
    this.leave = page.getByRole('button', { name: 'Leave the call' })
    this.problem = page.getByRole('status').filter({ hasText: 'The game goes on.' })
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

  /** How many frames of somebody's camera have been shown here, and how wide they are. */
  async shown(name: string): Promise<{ readonly frames: number; readonly width: number }> {
    return this.picture(name).evaluate((video: HTMLVideoElement) => ({
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
    }))
  }
}
