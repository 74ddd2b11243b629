import type { Command } from '@wordfare/contracts'
import { useRef, useState } from 'react'
import type { Play, PlayResult } from './trpc/play.ts'

/** Sends one command at a time; while one is under way, `isSending` says so and `send` does nothing. */
export function useSender(play: Play): {
  send: (command: Command) => Promise<PlayResult | null>
  isSending: boolean
} {
  const isBusy = useRef(false)
  const [isSending, setIsSending] = useState(false)

  async function send(command: Command): Promise<PlayResult | null> {
    if (isBusy.current) return null
    isBusy.current = true
    setIsSending(true)
    const result = await play(command)
    isBusy.current = false
    setIsSending(false)
    return result
  }

  return { send, isSending }
}
