import { useEffect, useRef, type RefObject } from 'react'

/** For what comes in place of something that had the focus: takes it as it comes, unless it is elsewhere. */
export function useLostFocus(isWanted = true): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isWanted && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true })
  }, [isWanted])
  return button
}
