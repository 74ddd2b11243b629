import type { GameView, Settings } from '@wordfare/contracts'
import type { Play } from '../../trpc/play.ts'
import { voiceRules } from '../call/voice-rules.ts'
import { timerInBrief } from '../clock/timer-rule.ts'
import { BriefDialog } from './brief-dialog.tsx'

interface BriefProps {
  readonly view: GameView
  readonly play: Play
  readonly isDisabled: boolean
}

/** The settings of the table, for everybody to read and for the host to change. */
export function Brief({ view, play, isDisabled }: BriefProps) {
  const { settings } = view
  return (
    <section className="brief" aria-labelledby="brief">
      <div className="brief-h">
        <h2 id="brief">The brief</h2>
        {view.you?.isHost && (
          <BriefDialog settings={settings} play={play} isDisabled={isDisabled} />
        )}
      </div>
      <dl>
        <div>
          <dt>Words</dt>
          <dd>{wordsIn(settings)}</dd>
        </div>
        <div>
          <dt>Clue check</dt>
          <dd>{settings.clueCheck === 'strict' ? 'Strict' : 'The table judges'}</dd>
        </div>
        <div>
          <dt>Spymasters</dt>
          <dd>{settings.spymasterRotation ? 'Take turns by round' : 'Keep their seats'}</dd>
        </div>
        <div>
          <dt>Clock</dt>
          <dd>{timerInBrief(settings.timer)}</dd>
        </div>
        {voiceRules(settings).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>Visitors</dt>
          <dd>{settings.spectators ? 'May watch' : 'Players only'}</dd>
        </div>
        <div>
          <dt>Who may sit down</dt>
          <dd>{settings.visibility === 'listed' ? 'Open to all' : 'By link only'}</dd>
        </div>
      </dl>
    </section>
  )
}

function wordsIn({ words }: Settings): string {
  const own = words.custom.length
  if (words.packs.length === 0) return `${own} of your own`
  return own === 0 ? 'English, everyday' : `English, and ${own} of your own`
}
