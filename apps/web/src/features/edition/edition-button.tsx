import { Moon, Sun } from 'lucide'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import { useEdition } from './use-edition.ts'

/** Switches between the paper and the night edition. */
export function EditionButton() {
  const { edition, choose } = useEdition()
  const other = edition === 'night' ? 'paper' : 'night'
  const label = `Switch to the ${other} edition`
  return (
    <IconButton label={label} onClick={() => choose(other)}>
      <Icon of={other === 'night' ? Moon : Sun} />
    </IconButton>
  )
}
