import type { Settings } from './settings.ts'

/** The settings of a table about which nobody has said anything. */
export const defaultSettings: Settings = {
  visibility: 'link',
  clueCheck: 'strict',
  spymasterRotation: false,
  spectators: true,
  straightFace: false,
  teamTalk: false,
  timer: {
    mode: 'off',
    clueSeconds: 120,
    guessSeconds: 120,
    firstClueExtraSeconds: 60,
    bonusSeconds: 15,
  },
  words: { packs: ['en'], custom: [] },
}
