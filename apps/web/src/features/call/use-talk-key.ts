import { useEffect, useEffectEvent } from 'react'

/** Held, it opens a muted microphone. The board has the arrows, Enter, Space and M. */
export const TALK_KEY = 'T'

/** Where letters are typed, or choose something. */
const TYPING = 'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]'

const isTalkKey = (event: KeyboardEvent): boolean => event.key.toUpperCase() === TALK_KEY

/** Turns the microphone on for as long as the key is held. */
export function useTalkKey(isMuted: boolean, setMicrophone: (isOn: boolean) => void): void {
  const canTalk = useEffectEvent(() => isMuted)
  const set = useEffectEvent(setMicrophone)

  useEffect(() => {
    let isHeld = false

    function press(event: KeyboardEvent): void {
      if (!isTalkKey(event) || event.repeat || event.ctrlKey || event.metaKey || event.altKey)
        return
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      if (!canTalk()) return
      isHeld = true
      set(true)
    }
    function release(): void {
      if (!isHeld) return
      isHeld = false
      set(false)
    }
    function lift(event: KeyboardEvent): void {
      if (isTalkKey(event)) release()
    }

    window.addEventListener('keydown', press)
    window.addEventListener('keyup', lift)
    window.addEventListener('blur', release)
    return () => {
      release()
      window.removeEventListener('keydown', press)
      window.removeEventListener('keyup', lift)
      window.removeEventListener('blur', release)
    }
  }, [])
}
