import type { GameView, Settings } from '@wordfare/contracts'
import { Phone } from 'lucide'
import { Component, lazy, Suspense, useState, type ReactNode } from 'react'
import { Icon } from '../../icon.tsx'
import { CallNote, InCallPlace } from './call-place.tsx'
import { SettledNote } from './settled-note.tsx'
import { useLostFocus } from './use-lost-focus.ts'

/** `lazy` remembers a failure, so that trying again takes another. */
const lazyPanel = () => lazy(() => import('./call-panel.tsx'))

/** The table’s call, for its players: a way in, and all the rest once somebody takes it. */
export function Call({ view }: { view: GameView }) {
  const [Panel, setPanel] = useState<ReturnType<typeof lazyPanel> | null>(null)
  const [wasOpen, setWasOpen] = useState(false)
  const player = view.players.find(({ playerId }) => playerId === view.you?.playerId)
  if (!player || view.call.status !== 'ready') return null

  function open(): void {
    setPanel(lazyPanel)
    setWasOpen(true)
  }
  const leave = () => setPanel(null)
  if (Panel === null) return <WayIn settings={view.settings} takesFocus={wasOpen} onOpen={open} />
  return (
    <CallBoundary onRetry={open} onLeave={leave}>
      <Suspense fallback={<CallNote text="The call is being opened." onLeave={leave} />}>
        <Panel view={view} player={player} onLeave={leave} />
      </Suspense>
    </CallBoundary>
  )
}

interface WayInProps {
  readonly settings: Settings
  /** Whether the player comes back here from the call. */
  readonly takesFocus: boolean
  readonly onOpen: () => void
}

function WayIn({ settings, takesFocus, onOpen }: WayInProps) {
  const button = useLostFocus(takesFocus)
  return (
    <InCallPlace>
      <button className="btn" type="button" ref={button} onClick={onOpen}>
        <Icon of={Phone} />
        Join the call
      </button>
      <p className="call-note">
        <SettledNote settings={settings} />
      </p>
    </InCallPlace>
  )
}

interface CallBoundaryProps {
  readonly children: ReactNode
  readonly onRetry: () => void
  readonly onLeave: () => void
}

/** Keeps what breaks in the call from the game. */
class CallBoundary extends Component<CallBoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <CallNote
        text="The call can’t be shown. The game goes on."
        onRetry={() => {
          this.setState({ isBroken: false })
          this.props.onRetry()
        }}
        onLeave={this.props.onLeave}
      />
    )
  }
}
