import type { GameView } from '@wordfare/contracts'
import { Phone } from 'lucide-react'
import { Component, lazy, Suspense, useState, type ReactNode } from 'react'
import { CallNote, InCallPlace } from './call-place.tsx'

/** `lazy` remembers a failure, so that trying again takes another. */
const lazyPanel = () => lazy(() => import('./call-panel.tsx'))

/** The table’s call, for its players: a way in, and all the rest once somebody takes it. */
export function Call({ view }: { view: GameView }) {
  const [Panel, setPanel] = useState<ReturnType<typeof lazyPanel> | null>(null)
  const player = view.players.find(({ playerId }) => playerId === view.you?.playerId)
  const open = () => setPanel(lazyPanel)
  if (!player || view.call.status !== 'ready') return null
  if (Panel === null)
    return (
      <InCallPlace>
        <button className="btn" type="button" onClick={open}>
          <Phone className="i" aria-hidden />
          Join the call
        </button>
      </InCallPlace>
    )
  return (
    <CallBoundary onRetry={open}>
      <Suspense
        fallback={
          <InCallPlace>
            <CallNote text="The call is being opened." />
          </InCallPlace>
        }
      >
        <Panel view={view} player={player} onLeave={() => setPanel(null)} />
      </Suspense>
    </CallBoundary>
  )
}

interface CallBoundaryProps {
  readonly children: ReactNode
  readonly onRetry: () => void
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
      <InCallPlace>
        <CallNote
          text="The call can’t be shown. The game goes on."
          onRetry={() => {
            this.setState({ isBroken: false })
            this.props.onRetry()
          }}
        />
      </InCallPlace>
    )
  }
}
