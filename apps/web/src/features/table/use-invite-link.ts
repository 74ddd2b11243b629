import { useEffect, useState } from 'react'
import type { GameId } from '@wordfare/contracts'
import { tablePath } from '../../table-path.ts'
import { useToast } from '../toast/use-toast.ts'

const SHOWN_MS = 2_500

/** The link by which friends find this table: copies it, and says for a moment that it did. */
export function useInviteLink(gameId: GameId): { copy: () => void; isCopied: boolean } {
  const [isCopied, setIsCopied] = useState(false)
  const toast = useToast()
  const link = new URL(tablePath(gameId), window.location.origin).href

  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function write(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link)
      setIsCopied(true)
    } catch {
      // Browsers keep the clipboard from insecure pages, and from people who said no.
      toast.show({ title: 'The link can’t be copied here.', text: link })
    }
  }
  return { copy: () => void write(), isCopied }
}
