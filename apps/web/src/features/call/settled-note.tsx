import type { Settings } from '@wordfare/contracts'
import { voiceRuleNames } from './voice-rules.ts'

/** What the table has settled about voices, where the bar of the table has no room to say it. */
export function SettledNote({ settings }: { settings: Settings }) {
  const names = voiceRuleNames(settings)
  return names !== null && <span className="settled">At this table: {names}.</span>
}
