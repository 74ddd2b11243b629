import { Menu } from '@base-ui/react/menu'
import { BookOpen, Check, Ellipsis, Link2 } from 'lucide'
import { memo, useState, type ReactNode } from 'react'
import type { GameView } from '@wordfare/contracts'
import { IconButton } from '../../icon-button.tsx'
import { Icon } from '../../icon.tsx'
import { PageLink } from '../../page-link.tsx'
import { Wordmark } from '../../wordmark.tsx'
import { voiceRuleNames } from '../call/voice-rules.ts'
import { HowToDialog } from './how-to-dialog.tsx'
import { useInviteLink } from './use-invite-link.ts'
import '../../styles/dialog.css'

interface TableBarProps {
  readonly view: GameView
  /** The page’s own tools, after the table’s. */
  readonly tools: ReactNode
}

const HOW_TO = 'How a round runs'

/** The bar on top of a table: where you are, and the tools. On a phone the table’s own tools fold into a menu. */
export const TableBar = memo(function TableBar({ view, tools }: TableBarProps) {
  const [isHowToOpen, setIsHowToOpen] = useState(false)
  const { copy, isCopied } = useInviteLink(view.gameId)
  const copyLabel = isCopied ? 'Link copied' : 'Copy the invite link'
  const settled = voiceRuleNames(view.settings)
  const copyIcon = isCopied ? Check : Link2
  return (
    <header className="bar">
      <PageLink className="wm" to="/" aria-label="Code of Daily, to the lobby">
        <Wordmark />
      </PageLink>
      <h1 className="g">
        <span className="gname">{view.gameName}, </span>
        <span className="ground">round {view.round}</span>
        {settled !== null && <span className="settled quiet">{settled}</span>}
      </h1>
      <div className="end">
        <IconButton className="hide-s" label={HOW_TO} onClick={() => setIsHowToOpen(true)}>
          <Icon of={BookOpen} />
        </IconButton>
        <IconButton className="hide-s" label={copyLabel} onClick={copy}>
          <Icon of={copyIcon} />
        </IconButton>
        <Menu.Root>
          <Menu.Trigger className="ib only-s" aria-label="More">
            <Icon of={Ellipsis} />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner align="end" sideOffset={4}>
              <Menu.Popup className="slip-menu">
                <Menu.Item onClick={() => setIsHowToOpen(true)}>
                  <Icon of={BookOpen} />
                  {HOW_TO}
                </Menu.Item>
                <Menu.Item onClick={copy}>
                  <Icon of={copyIcon} />
                  {copyLabel}
                </Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
        {tools}
      </div>
      <HowToDialog settings={view.settings} isOpen={isHowToOpen} onOpenChange={setIsHowToOpen} />
    </header>
  )
})
