import type { Settings } from '@wordfare/contracts'

/** Something that a table has settled about voices. */
export interface VoiceRule {
  readonly name: string
  readonly text: string
}

const straightFace: VoiceRule = {
  name: 'Straight face',
  text: 'Spymasters fall silent after the clue',
}
const teamTalk: VoiceRule = { name: 'Team talk', text: 'Only teammates hear those who guess' }

/** What the table has settled about voices (V1, V3). */
export const voiceRules = (settings: Settings): readonly VoiceRule[] => [
  ...(settings.straightFace ? [straightFace] : []),
  ...(settings.teamTalk ? [teamTalk] : []),
]

/** The same in a few words, as part of a sentence; null where nothing is settled. */
export function voiceRuleNames(settings: Settings): string | null {
  const names = voiceRules(settings).map(({ name }) => name.toLocaleLowerCase('en'))
  return names.length === 0 ? null : names.join(', ')
}
