import { AlertDialog } from '@base-ui/react/alert-dialog'
import { KeyRound } from 'lucide'
import { useState } from 'react'
import { Icon } from '../../icon.tsx'
import type { Play } from '../../trpc/play.ts'
import '../../styles/dialog.css'

/** Asks a spectator to confirm that they want to see the key, and says what it costs (R5). */
export function SeeKeyDialog({ play }: { play: Play }) {
  const [isOpen, setIsOpen] = useState(false)
  const [isSending, setIsSending] = useState(false)

  async function see(): Promise<void> {
    setIsSending(true)
    await play({ type: 'seeKey' })
    setIsSending(false)
    setIsOpen(false)
  }

  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <AlertDialog.Trigger className="btn">
        <Icon of={KeyRound} />
        See the key
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="leaf">
          <AlertDialog.Title className="head">See the key?</AlertDialog.Title>
          <AlertDialog.Description>
            You see what every word is, and the table is told that you have. Until the next round
            you can’t sit down as an operative.
          </AlertDialog.Description>
          <div className="leaf-acts">
            <AlertDialog.Close className="btn">Keep watching</AlertDialog.Close>
            <button
              type="button"
              className="btn solid"
              disabled={isSending}
              onClick={() => void see()}
            >
              Show me the key
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
