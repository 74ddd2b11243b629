import type { Settings } from '@wordfare/contracts'
import { noTimer } from './timer.ts'

/** Settings as the log may hold them: those of older tables lack what was added since. */
type StoredSettings = Omit<Settings, 'straightFace' | 'teamTalk' | 'timer'> & Partial<Settings>

/** What stored settings mean now: nobody is silenced who did not ask for it. */
export const currentSettings = (stored: StoredSettings): Settings => ({
  ...stored,
  straightFace: stored.straightFace ?? false,
  teamTalk: stored.teamTalk ?? false,
  timer: stored.timer ?? noTimer,
})
