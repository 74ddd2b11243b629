import { keepPreviousData } from '@tanstack/react-query'
import type { ClueVerdict, GameId } from '@wordfare/contracts'
import { useEffect, useState } from 'react'
import { trpc } from './trpc.ts'

const DEBOUNCE_MS = 200

/**
 * What the clue checker says of `word` while it is being typed. `verdict` is null before the first answer and
 * for an empty word; while `isChecking`, it is that of an earlier word.
 */
export function useClueVerdict(
  gameId: GameId,
  word: string,
): { verdict: ClueVerdict | null; isChecking: boolean } {
  const typed = word.trim()
  const settled = useSettled(typed)
  const query = trpc.checkClue.useQuery(
    { gameId, word: settled },
    // The verdict changes with the board, so none is kept.
    { enabled: settled !== '', placeholderData: keepPreviousData, staleTime: 0, gcTime: 0 },
  )
  if (typed === '') return { verdict: null, isChecking: false }
  return {
    verdict: query.data ?? null,
    isChecking: typed !== settled || query.isFetching,
  }
}

/** `value`, once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
