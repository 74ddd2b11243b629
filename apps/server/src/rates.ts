import type { PlayerId } from '@wordfare/contracts'
import type { Rate, Switchboard } from '@wordfare/switchboard'
import {
  CODES_PER_ADDRESS,
  GAMES_OF_ALL,
  GAMES_PER_ADDRESS,
  GAMES_PER_SESSION,
  TICKETS_PER_PLAYER,
  WRONG_CODES_ALARM,
  WRONG_CODES_OF_ALL,
} from './limits.ts'
import { TooOften } from './trpc/access-errors.ts'
import type { Caller } from './trpc/context.ts'

/** How often callers may do what costs others something. */
export interface Rates {
  /** @throws {TooOften} */
  makeGame(caller: Caller): Promise<void>
  /** @throws {TooOften} */
  tryCode(caller: Caller): Promise<void>
  /** Takes note of a code that no game has. */
  missedCode(): Promise<void>
  /** @throws {TooOften} */
  getTicket(playerId: PlayerId): Promise<void>
}

/** For a server that only its own machine can open the pages of. */
export const noRates: Rates = {
  makeGame: async () => {},
  tryCode: async () => {},
  missedCode: async () => {},
  getTicket: async () => {},
}

/** `onGuessing` is called when codes are being guessed, once in a while for as long as it goes on. */
export function createRates(
  switchboard: Pick<Switchboard, 'spend'>,
  onGuessing: () => void,
): Rates {
  const everybody = 'all'

  /** @throws {TooOften} */
  async function spend(rate: Rate, who: string): Promise<void> {
    const waitMs = await switchboard.spend(rate, who)
    if (waitMs > 0) throw new TooOften(rate.name, waitMs)
  }

  return {
    // What is refused one caller is not counted against all.
    async makeGame({ network, sessionKey }) {
      for (const rate of GAMES_PER_ADDRESS) await spend(rate, network)
      if (sessionKey !== null) await spend(GAMES_PER_SESSION, sessionKey)
      await spend(GAMES_OF_ALL, everybody)
    },

    tryCode: ({ network }) => spend(CODES_PER_ADDRESS, network),

    async missedCode() {
      if ((await switchboard.spend(WRONG_CODES_OF_ALL, everybody)) === 0) return
      if ((await switchboard.spend(WRONG_CODES_ALARM, everybody)) === 0) onGuessing()
    },

    getTicket: (playerId) => spend(TICKETS_PER_PLAYER, playerId),
  }
}
