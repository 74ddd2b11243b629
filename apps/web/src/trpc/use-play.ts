import { commandIdSchema, type Command, type CommandId, type GameId } from '@wordfare/contracts'
import { useCallback, useState } from 'react'
import { errorData, problemOf, type Problem } from '../problem-text.ts'
import type { Play } from './play.ts'
import { trpc } from './trpc.ts'
import { useConnectionStore } from './use-connection.ts'

const MAX_TRIES = 4
/** How long a command waits for a dropped line before the player is told. */
const LINE_TIMEOUT_MS = 20_000
const COMMAND_ID_BYTES = 16

/** Random, and drawn without `randomUUID`, which insecure origins don't have. */
function newCommandId(): CommandId {
  const bytes = crypto.getRandomValues(new Uint8Array(COMMAND_ID_BYTES))
  return commandIdSchema.parse(
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  )
}

/**
 * Sends commands to a table. When the line drops before the answer, nobody knows whether the server has acted;
 * so the same command goes out again under the same id, which the server counts once.
 */
export function usePlay(gameId: GameId): {
  play: Play
  isSending: boolean
  problem: Problem | null
} {
  const { client } = trpc.useUtils()
  const connection = useConnectionStore()
  const [sending, setSending] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)

  const send = useCallback(
    async (command: Command): Promise<Problem | null> => {
      const commandId = newCommandId()
      let failure: unknown = null
      for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
        if (!(await connection.whenLive(LINE_TIMEOUT_MS))) break
        try {
          await client.play.mutate({ gameId, commandId, command })
          return null
        } catch (error) {
          failure = error
          if (errorData(error) !== null) break
        }
      }
      return problemOf(failure)
    },
    [client, connection, gameId],
  )

  const play = useCallback<Play>(
    async (command) => {
      setSending((count) => count + 1)
      setProblem(null)
      const found = await send(command)
      setSending((count) => count - 1)
      setProblem(found)
      return found ? { ok: false, problem: found } : { ok: true }
    },
    [send],
  )

  return { play, isSending: sending > 0, problem }
}
