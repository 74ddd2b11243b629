import type { GameId, JoinCode } from '@wordfare/contracts'
import { Check, Copy } from 'lucide'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../icon.tsx'
import { tablePath } from '../../table-path.ts'
import { useAnnounce } from '../live-region/use-announce.ts'
import { copyFrom } from './copy-from.ts'
import { QrCode } from './qr-code.tsx'

const FEEDBACK_MS = 3_000
const GROUP_LENGTH = 4

interface InviteProps {
  readonly gameId: GameId
  /** Null for somebody who has not joined. */
  readonly joinCode: JoinCode | null
}

/** Three ways to bring people in: scan, say, send. */
export function Invite({ gameId, joinCode }: InviteProps) {
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'by-hand' | null>(null)
  const link = new URL(tablePath(gameId), location.origin).href

  useEffect(() => {
    if (outcome !== 'copied') return undefined
    const timer = setTimeout(() => setOutcome(null), FEEDBACK_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(): Promise<void> {
    if (!field.current) return
    const isCopied = await copyFrom(field.current)
    setOutcome(isCopied ? 'copied' : 'by-hand')
    if (isCopied) announce('Link copied.')
  }

  return (
    <section aria-labelledby="invite">
      <h2 id="invite">Send for more people</h2>
      <div className="qr">
        <div className="q">
          <QrCode text={link} label="QR code of the link to this table" />
        </div>
        <div>
          {joinCode !== null && (
            <>
              <p className="quiet code-label" id="join-code">
                Code
              </p>
              <p className="code" aria-labelledby="join-code">
                <span>{joinCode.slice(0, GROUP_LENGTH)}</span>
                <span>{joinCode.slice(GROUP_LENGTH)}</span>
              </p>
            </>
          )}
          <p className="hint">
            {joinCode === null
              ? 'Scan it, or send the link.'
              : 'Scan it, say it, or send the link.'}
          </p>
        </div>
      </div>
      <div className="link">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label="Link to this table"
          onFocus={(event) => event.target.select()}
        />
        <button className="btn" type="button" onClick={() => void copy()}>
          <Icon of={outcome === 'copied' ? Check : Copy} />
          {outcome === 'copied' ? 'Copied' : 'Copy'}
        </button>
      </div>
      {outcome === 'by-hand' && (
        <output className="hint">
          This browser won’t copy for us. The link is marked: copy it by hand.
        </output>
      )}
    </section>
  )
}
