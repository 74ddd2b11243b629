import type { ReactNode } from 'react'
import '../../styles/notice.css'
import { usePageTitle } from '../../use-page-title.ts'
import { PageLink } from '../../page-link.tsx'
import { Wordmark } from '../../wordmark.tsx'
import { EditionButton } from '../edition/edition-button.tsx'

interface NoticePageProps {
  /** Where the matter stands, in a few words. */
  readonly kicker: string
  readonly headline: string
  readonly children: ReactNode
}

/** A page that has one thing to say, and a way on. */
export function NoticePage({ kicker, headline, children }: NoticePageProps) {
  usePageTitle(headline)
  return (
    <div className="sheet">
      <header className="folio">
        <PageLink className="wm" to="/" aria-label="Code of Daily, to the lobby">
          <Wordmark />
        </PageLink>
        <nav aria-label="Page">
          <EditionButton />
        </nav>
      </header>
      <main className="notice" id="main">
        <p className="quiet">{kicker}</p>
        <h1 className="head">{headline}</h1>
        {children}
      </main>
    </div>
  )
}
