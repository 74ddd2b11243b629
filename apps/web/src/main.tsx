// The styles of a feature come after those that they build on.
import '@fontsource-variable/anybody/wdth.css'
import '@fontsource/newsreader/400.css'
import '@fontsource/newsreader/400-italic.css'
import '@fontsource/newsreader/700.css'
import '@fontsource/courier-prime/400.css'
import '@fontsource/courier-prime/700.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/page.css'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createAddress } from './address.ts'
import { App } from './app.tsx'
import { createGameClient } from './trpc/trpc-client.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// At once: the browser scrolls to where the page was before a reload as long as it loads, and the page has to be there.
flushSync(() =>
  createRoot(root).render(
    <StrictMode>
      <App {...createGameClient()} address={createAddress()} />
    </StrictMode>,
  ),
)
