import { Dialog } from '@base-ui/react/dialog'
import { useDevices } from '@daily-co/daily-react'
import '../../styles/dialog.css'
import '../../styles/device-check.css'
import { DevicePickers } from './device-pickers.tsx'
import { deviceProblems } from './device-problem.ts'
import { DeviceProblems } from './device-problem-list.tsx'

interface DevicesDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Changes the camera, the microphone or the speaker during the call. */
export function DevicesDialog({ isOpen, onClose }: DevicesDialogProps) {
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
          <Dialog.Title className="head">Devices</Dialog.Title>
          <DevicePickers />
          <FoundProblems />
          <div className="leaf-acts">
            <Dialog.Close className="btn solid">Done</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function FoundProblems() {
  return <DeviceProblems problems={deviceProblems(useDevices())} />
}
