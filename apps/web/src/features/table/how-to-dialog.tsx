import { Dialog } from '@base-ui/react/dialog'
import type { Settings } from '@wordfare/contracts'
import { X } from 'lucide'
import '../../styles/dialog.css'
import { Icon } from '../../icon.tsx'
import { voiceRules } from '../call/voice-rules.ts'
import { timerRule } from '../clock/timer-rule.ts'

interface HowToDialogProps {
  readonly settings: Settings
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

/** The rules of a round, short enough to read while the others wait. */
export function HowToDialog({ settings, isOpen, onOpenChange }: HowToDialogProps) {
  const onTime = timerRule(settings.timer)
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="leaf">
          <Dialog.Title className="head">How a round runs</Dialog.Title>
          <Dialog.Close className="ib leaf-close" aria-label="Close">
            <Icon of={X} />
          </Dialog.Close>
          <ol className="leaf-list">
            <li>
              <h3>Two people know</h3>
              <p>
                Each team’s spymaster sees what every word is: Red’s, Blue’s, a bystander, or the
                assassin. Nobody else does.
              </p>
            </li>
            <li>
              <h3>One word goes out</h3>
              <p>
                The spymaster gives one word and a number. “Harbour, 3” says: three of our words
                have to do with a harbour. Nothing that stands on the board, nor a part of it.
              </p>
            </li>
            <li>
              <h3>The team guesses</h3>
              <p>
                Operatives mark what they think of, then guess, one card at a time, up to one more
                than the number. A bystander or a word of the other team ends the turn. After one
                guess the team may stop by itself.
              </p>
            </li>
            <li>
              <h3>Find yours, avoid one</h3>
              <p>
                The first team whose words are all covered wins. Whoever touches the assassin loses
                at once.
              </p>
            </li>
            {onTime !== null && (
              <li>
                <h3>The clock, at this table</h3>
                <p>{onTime}</p>
              </li>
            )}
            {voiceRules(settings).map(({ name, text }) => (
              <li key={name}>
                <h3>{name}, at this table</h3>
                <p>{text}, until the turn ends.</p>
              </li>
            ))}
          </ol>
          <p className="hint">
            By keyboard: arrows walk the board, Enter chooses a card and then guesses it, M marks
            it, Escape lets go.
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
