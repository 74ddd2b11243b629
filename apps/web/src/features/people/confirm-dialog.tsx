import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import '../../styles/dialog.css'

interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  /** The verb on the button that goes through with it. */
  readonly confirm: string
  readonly cancel: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root
      open={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose()
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="leaf">
          <AlertDialog.Title className="head">{props.title}</AlertDialog.Title>
          <AlertDialog.Description>{props.children}</AlertDialog.Description>
          <div className="leaf-acts">
            <AlertDialog.Close className="btn">{props.cancel}</AlertDialog.Close>
            <button
              type="button"
              className="btn solid"
              onClick={() => {
                props.onClose()
                props.onConfirm()
              }}
            >
              {props.confirm}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
