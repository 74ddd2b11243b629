import { Moon, Sun } from 'lucide-react'
import { IconButton } from '../../icon-button.tsx'
import { useEdition } from './use-edition.ts'

/** Switches between the paper and the night edition. */
export function EditionButton() {
  const { edition, choose } = useEdition()
  const other = edition === 'night' ? 'paper' : 'night'
  const Icon = other === 'night' ? Moon : Sun
  const label = `Switch to the ${other} edition`
  return (
    <IconButton label={label} onClick={() => choose(other)}>
      <Icon className="i" aria-hidden />
    </IconButton>
  )
}
