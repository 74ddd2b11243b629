import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { recall, remember } from '../../remembered.ts'
import { EditionContext, type Edition } from './use-edition.ts'

const KEY = 'edition'
const NIGHT = '(prefers-color-scheme: dark)'

function subscribeToSystem(listener: () => void): () => void {
  const media = matchMedia(NIGHT)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

const systemEdition = (): Edition => (matchMedia(NIGHT).matches ? 'night' : 'paper')

function chosenEdition(): Edition | null {
  const chosen = recall(KEY)
  return chosen === 'paper' || chosen === 'night' ? chosen : null
}

/** Keeps the page in the edition of the reader's choice, or in the system's until there is one. */
export function EditionProvider({ children }: { children: ReactNode }) {
  const system = useSyncExternalStore(subscribeToSystem, systemEdition)
  const [chosen, setChosen] = useState(chosenEdition)
  const edition = chosen ?? system

  const choose = useCallback((next: Edition) => {
    setChosen(next)
    remember(KEY, next)
  }, [])

  useLayoutEffect(() => {
    document.documentElement.dataset.theme = edition
    const ground = getComputedStyle(document.documentElement).backgroundColor
    for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
      meta.setAttribute('content', ground)
  }, [edition])

  const value = useMemo(() => ({ edition, choose }), [edition, choose])
  return <EditionContext value={value}>{children}</EditionContext>
}
