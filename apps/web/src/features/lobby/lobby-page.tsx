import { useState } from 'react'
import '../../styles/lobby.css'
import { recall } from '../../remembered.ts'
import { usePageTitle } from '../../use-page-title.ts'
import { LineDown } from '../connection/line-down.tsx'
import { CreateGameForm } from './create-game-form.tsx'
import { HowToPlay } from './how-to-play.tsx'
import { JoinByCodeForm } from './join-by-code-form.tsx'
import { Nameplate } from './nameplate.tsx'
import { OpenTables } from './open-tables.tsx'

/** The front door: start a game, join one by its code, or take a seat at an open table. */
export function LobbyPage() {
  usePageTitle(null)
  // One person, one name: typed in either form, it is there in the other.
  const [playerName, setPlayerName] = useState(() => recall('name') ?? '')
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <LineDown />
      <div className="sheet">
        <Nameplate />
        <main className="front" id="main">
          <section className="lead">
            <h1 className="head">Say one word. Mean three.</h1>
            <p className="deck">
              A word game for four to ten, played face to face over a built-in call. Nothing to
              install, no account. A round takes about fifteen minutes.
            </p>
          </section>
          <HowToPlay />
          <section className="act">
            <CreateGameForm playerName={playerName} onPlayerName={setPlayerName} />
            <JoinByCodeForm playerName={playerName} onPlayerName={setPlayerName} />
          </section>
          <OpenTables />
        </main>
      </div>
    </>
  )
}
