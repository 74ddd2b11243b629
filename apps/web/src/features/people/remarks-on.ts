import type { GameView, PlayerView } from '@wordfare/contracts'

/** Host, you, offline: what a player is beside their seat. */
export function remarksOn(player: PlayerView, view: GameView): readonly string[] {
  return [
    ...(player.isHost ? ['host'] : []),
    ...(player.playerId === view.you?.playerId ? ['you'] : []),
    ...(player.hasSeenKey ? ['has seen the key'] : []),
    ...(player.isOnline ? [] : ['offline']),
  ]
}
