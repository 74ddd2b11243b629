import type { TRPCClient } from '@trpc/client'
import type { CallMessage, GameId } from '@wordfare/contracts'
import type { Signalling } from '@wordfare/peer-call'
import type { AppRouter } from '@wordfare/server'
import { errorData } from '../../problem-text.ts'
import type { Connection } from '@wordfare/line'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8_000
/** So many failures in a row, on a line that is up, and there is no way. */
const MAX_TRIES = 8

const pauseBefore = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)

/**
 * The way by which browsers find each other, over the socket of the game. The socket would bring a dropped
 * subscription back with the media of long ago; so each outage ends in a subscription of its own.
 */
export function createTrpcSignalling(
  client: Pick<TRPCClient<AppRouter>, 'watchCall' | 'signal'>,
  gameId: GameId,
  connection: Pick<Connection, 'get' | 'subscribe'>,
): Signalling {
  return {
    enter({ epoch, media }, events) {
      let stopWatching: (() => void) | null = null
      let timer: ReturnType<typeof setTimeout> | undefined
      let failures = 0
      let isUp = false
      let isOver = false

      const isLive = () => connection.get().status === 'live'

      function cut(): void {
        clearTimeout(timer)
        stopWatching?.()
        stopWatching = null
        if (!isUp) return
        isUp = false
        events.down()
      }

      function close(): void {
        isOver = true
        isUp = false
        cut()
        unsubscribe()
      }

      function giveUp(reason: 'forbidden' | 'unavailable'): void {
        if (isOver) return
        close()
        events.error(reason)
      }

      function receive(message: CallMessage): void {
        if (isOver) return
        if (message.type === 'roster') {
          isUp = true
          failures = 0
        }
        if (message.type === 'ended') close()
        events.message(message)
      }

      function retry(): void {
        if (isOver) return
        cut()
        // The call may have left on hearing that the way is cut; and a dropped line starts anew by itself.
        if (isOver || !isLive()) return
        failures += 1
        if (failures >= MAX_TRIES) giveUp('unavailable')
        else timer = setTimeout(watch, pauseBefore(failures))
      }

      function watch(): void {
        if (isOver || stopWatching) return
        const subscription = client.watchCall.subscribe(
          { gameId, epoch, media: media() },
          {
            onData: receive,
            onError(error) {
              if (errorData(error)?.code === 'FORBIDDEN') giveUp('forbidden')
              else retry()
            },
            onComplete: retry,
          },
        )
        stopWatching = () => subscription.unsubscribe()
      }

      function followLine(): void {
        if (!isLive()) return cut()
        if (stopWatching) return
        failures = 0
        clearTimeout(timer)
        watch()
      }

      const unsubscribe = connection.subscribe(followLine)
      queueMicrotask(() => {
        if (isLive()) watch()
      })

      return {
        async send(message) {
          await client.signal.mutate({ gameId, epoch, message })
        },
        close,
      }
    },
  }
}
