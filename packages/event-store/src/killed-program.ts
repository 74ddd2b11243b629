import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'
import { stored } from './contract-subject.ts'
import type { EventStore } from './event-store.ts'

/** Every whole line that a program prints until it ends, counted as they come. */
export async function linesOf(
  child: ChildProcess,
  count: (lines: number) => void = () => {},
): Promise<string[]> {
  const ended = new Promise((resolve) => child.once('close', resolve))
  const printed: string[] = []
  if (!child.stdout) throw new Error('unreachable: the output is not a pipe')
  for await (const line of createInterface({ input: child.stdout })) count(printed.push(line))
  await ended
  return printed
}

/** Holds a store against the moves that programs printed: all there, once, in order, and the index with them. */
export async function expectMoves(store: EventStore, printed: readonly string[]): Promise<void> {
  const rounds = new Map((await store.listed()).map((game) => [game.gameId, game.round]))
  for (const id of await store.games()) {
    const log = await store.read(id)
    expect(log).toEqual(stored(...log.map(({ seq }) => `move ${seq}`)))
    expect(rounds.get(id)).toBe(log.length)
  }
  const acknowledged = new Map(printed.map((line) => [line.split(' ')[0], line.split(' ')[1]]))
  for (const [id, seq] of acknowledged) {
    const round = [...rounds].find(([game]) => game === id)?.[1]
    expect(round).toBeGreaterThanOrEqual(Number(seq))
  }
}
