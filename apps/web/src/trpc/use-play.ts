import { commandIdSchema, type CommandId, type GameId } from '@wordfare/contracts'
import { useCallback } from 'react'
import { errorData, problemOf } from '../problem-text.ts'
import type { Play } from './play.ts'
import { useClient } from './use-client.ts'
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
export function usePlay(gameId: GameId): Play {
  const client = useClient()
  const connection = useConnectionStore()

  return useCallback<Play>(
    async (command) => {
      const commandId = newCommandId()
      let failure: unknown = null
      for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
        if (!(await connection.whenLive(LINE_TIMEOUT_MS))) break
        try {
          await client.play.mutate({ gameId, commandId, command })
          return { ok: true }
        } catch (error) {
          failure = error
          if (errorData(error) !== null) break
        }
      }
      return { ok: false, problem: problemOf(failure) }
    },
    [client, connection, gameId],
  )
}
