import { Dialog } from '@base-ui/react/dialog'
import { playerNameSchema } from '@wordfare/contracts'
import { useState, type SubmitEvent } from 'react'
import '../../styles/dialog.css'
import { readNameField } from '../../field-faults.ts'
import { remember } from '../../remembered.ts'
import { TextField } from '../../text-field.tsx'
import type { Play } from '../../trpc/play.ts'
import { useSender } from '../../use-sender.ts'

interface RenameDialogProps {
  readonly name: string
  readonly play: Play
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Gives the player another name at this table. */
export function RenameDialog({ name, play, isOpen, onClose }: RenameDialogProps) {
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="leaf">
          <Dialog.Title className="head">Rename yourself</Dialog.Title>
          <RenameForm name={name} play={play} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function RenameForm({ name, play, onClose }: Omit<RenameDialogProps, 'isOpen'>) {
  const [typed, setTyped] = useState(name)
  const [fault, setFault] = useState<string | null>(null)
  const { send, isSending } = useSender(play)

  async function rename(): Promise<void> {
    const { fault: found } = readNameField(typed)
    setFault(found)
    if (found !== null) return
    const result = await send({ type: 'rename', name: playerNameSchema.parse(typed) })
    if (result === null) return
    if (!result.ok) {
      setFault(`${result.problem.title} ${result.problem.text}`)
      return
    }
    remember('name', typed.trim())
    onClose()
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    void rename()
  }

  return (
    <form className="leaf-form" noValidate onSubmit={submit}>
      <TextField
        label="Your name at this table"
        name="playerName"
        value={typed}
        fault={fault ?? undefined}
        autoComplete="nickname"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="leaf-acts">
        <Dialog.Close className="btn">Keep the old one</Dialog.Close>
        <button className="btn solid" type="submit" aria-disabled={isSending}>
          {isSending ? 'Renaming…' : 'Rename'}
        </button>
      </div>
    </form>
  )
}
