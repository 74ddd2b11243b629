import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fc, test } from '@fast-check/vitest'
import type { GameId } from '@wordfare/contracts'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { describeSharing } from './contract-sharing.ts'
import { adding, one, other, refusal, stored } from './contract-subject.ts'
import { describeEventStore } from './contract-suite.ts'
import { StoreUnavailable, type EventStore, type StoredEvent } from './index.ts'
import { expectMoves, linesOf } from './killed-program.ts'
import { joinCode, listing } from './sample-log.ts'
import { createSqliteEventStore } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'event-store-'))
// For those who look into it as nobody in particular.
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newFile = (): string => join(folder, `${files++}.sqlite`)

/** For tests that start programs, on a machine that is busy. */
const slow = { timeout: 60_000 }

describeEventStore('sqlite', () => createSqliteEventStore({ file: newFile() }))

describeSharing('sqlite', async () => {
  const file = newFile()
  return [createSqliteEventStore({ file }), createSqliteEventStore({ file })]
})

describe('event store: sqlite, on its disk', () => {
  it('[ES13] has everything after it is opened again', async () => {
    const file = newFile()
    const first = open(file)
    await first.append(one, 0, adding(['a', 'b'], { joinCode: joinCode(1), expiresAtMs: 7 }))
    await first.append(one, 2, adding(['c'], { joinCode: joinCode(2), listed: listing(one) }))
    await first.append(other, 0, adding(['x'], { expiresAtMs: 7 }))
    await first.close()

    const second = open(file)
    expect(await second.read(one)).toEqual(stored('a', 'b', 'c'))
    expect(await second.findByJoinCode(joinCode(1))).toBeNull()
    expect(await second.findByJoinCode(joinCode(2))).toBe(one)
    expect(await second.listed()).toEqual([listing(one)])
    expect(await second.expire(7)).toEqual([other])
    expect(await second.append(one, 3, adding(['d']))).toBe(4)
  })

  it('[ES13] creates the folders that lead to its file', async () => {
    const file = join(folder, 'deep', 'down', 'games.sqlite')
    await open(file).append(one, 0, adding(['a']))

    expect(statSync(file).size).toBeGreaterThan(0)
  })

  test.prop([fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }))], {
    numRuns: 4,
  })(
    '[ES13] keeps every acknowledged append, once and in order, through kill -9',
    async (killedAfter) => {
      const file = newFile()
      for (const lines of killedAfter) {
        const child = spawn(process.execPath, [program, file, '3'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        const printed = await linesOf(child, (count) => count === lines && child.kill('SIGKILL'))

        expect(child.signalCode).toBe('SIGKILL')
        expect(printed.length).toBeGreaterThanOrEqual(lines)
        await expectAll(printed, file)
      }
    },
    slow.timeout,
  )

  it(
    '[ES14] says so when the disk takes no more, and keeps what it had acknowledged',
    slow,
    async () => {
      const file = newFile()
      // In blocks of 512 bytes: room for the file and some of its log.
      const limited = `ulimit -f 512; exec "$0" "$@"`
      const child = spawn('sh', ['-c', limited, process.execPath, program, file, '2'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const printed = await linesOf(child)

      expect(child.exitCode).toBe(0)
      expect(printed.splice(-2)).toEqual([
        expect.stringMatching(/^refused SQLITE_/),
        expect.stringMatching(/^refused SQLITE_/),
      ])
      expect(printed).not.toEqual([])
      await expectAll(printed, file)
    },
  )

  it('[ES14] fails when the file cannot be opened', () => {
    const noDatabase = newFile()
    writeFileSync(noDatabase, 'this is a letter and not a database\n'.repeat(100))

    for (const file of [folder, noDatabase, join(noDatabase, 'below-a-file')])
      expect(() => createSqliteEventStore({ file })).toThrow(StoreUnavailable)
  })

  it('[ES14] does not open what SQLite would keep in memory', () => {
    for (const file of [':memory:', ''])
      expect(() => createSqliteEventStore({ file })).toThrow(StoreUnavailable)
  })

  it('[ES14] says so when its tables are gone, on opening too', async () => {
    const file = newFile()
    const store = open(file)
    const vandal = new Database(file)
    vandal.exec('DROP TABLE event; DROP TABLE game')
    vandal.close()

    const calls = [store.append(one, 0, adding(['a'])), store.read(one), store.expire(0)]
    for (const reason of await Promise.all(calls.map(refusal))) {
      expect(reason).toBeInstanceOf(StoreUnavailable)
      expect(reason).toHaveProperty('cause.code', 'SQLITE_ERROR')
    }
    expect(() => createSqliteEventStore({ file })).toThrow(StoreUnavailable)
  })

  it('[ES14] says so when an event is missing, instead of showing what is left', async () => {
    const file = newFile()
    const store = open(file)
    await store.append(one, 0, adding(['a', 'b', 'c']))
    const vandal = new Database(file)
    vandal.exec('DELETE FROM event WHERE seq = 2')
    vandal.close()

    expect(await refusal(store.read(one))).toBeInstanceOf(StoreUnavailable)
    expect(await store.read(one, 2)).toEqual(stored('a', 'b', 'c').slice(2))
  })

  it('[ES14] [ES15] shows nothing of a commit that fails, and works again when the reason is gone', async () => {
    const file = newFile()
    const store = open(file)
    await store.append(one, 0, adding(['a'], { joinCode: joinCode(1), listed: listing(one) }))
    const rings: GameId[] = []
    onTestFinished(store.subscribe((id) => rings.push(id)))
    const restore = failCommitsThatTouch(other, file)

    const reasons = await Promise.all(
      [
        store.append(one, 1, adding(['b'], { joinCode: joinCode(2) })),
        store.append(other, 0, adding(['x'])),
        store.append(one, 7, adding(['late'])),
      ].map(refusal),
    )

    for (const reason of reasons) {
      expect(reason).toBeInstanceOf(StoreUnavailable)
      expect(reason).toHaveProperty('cause.code', 'SQLITE_CONSTRAINT_FOREIGNKEY')
    }
    expect(await store.read(one)).toEqual(stored('a'))
    expect(await store.findByJoinCode(joinCode(1))).toBe(one)
    expect(await store.listed()).toEqual([listing(one)])
    expect(await store.games()).toEqual([one])
    expect(rings).toEqual([])

    expect(await store.append(one, 1, adding(['b']))).toBe(2)
    restore()
    expect(await store.append(other, 0, adding(['x']))).toBe(1)
    expect(rings).toEqual([one, other])
  })

  it('[ES14] says so while the file is locked or read-only, shows nothing of it, and goes on when it is not', async () => {
    const file = newFile()
    const store = open(file)
    await open(file).append(one, 0, adding(['a'], { joinCode: joinCode(1), listed: listing(one) }))
    const rings: GameId[] = []
    onTestFinished(store.subscribe((id) => rings.push(id)))
    const expectRefused = async (code: RegExp): Promise<void> => {
      const appends = [store.append(one, 1, adding(['b'])), store.append(other, 0, adding(['x']))]
      for (const reason of await Promise.all(appends.map(refusal))) {
        expect(reason).toBeInstanceOf(StoreUnavailable)
        expect(reason).toHaveProperty('cause.code', expect.stringMatching(code))
      }
      expect(await store.read(one)).toEqual(stored('a'))
      expect(await store.games()).toEqual([one])
      expect(rings).toEqual([])
    }

    const release = await lock(file)
    await expectRefused(/^SQLITE_BUSY/)
    await release()

    chmodSync(file, 0o444)
    await asNobody(() => expectRefused(/^SQLITE_(READONLY|CANTOPEN)/))
    chmodSync(file, 0o644)

    expect(await store.append(one, 1, adding(['b']))).toBe(2)
    expect(await store.append(other, 0, adding(['x']))).toBe(1)
    const unlock = await lock(file)
    expect(await refusal(store.append(one, 2, adding(['c'])))).toBeInstanceOf(StoreUnavailable)
    await unlock()
    expect(await store.append(one, 2, adding(['c']))).toBe(3)
    expect(rings).toEqual([one, other, one])
    expect(await store.read(one)).toEqual(stored('a', 'b', 'c'))
  })

  it('[ES14] does not open a file in a folder that takes none, and does once it does', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o555 })
    const file = join(closed, 'games.sqlite')
    await asNobody(async () => {
      expect(() => createSqliteEventStore({ file })).toThrow(StoreUnavailable)
      expect(readdirSync(closed)).toEqual([])
    })
    chmodSync(closed, 0o755)
    expect(await open(file).append(one, 0, adding(['a']))).toBe(1)
  })

  it.each([
    ['fails in a way that nobody foresaw', `throw new Error('unforeseen')`],
    ['ends without a word', 'process.exit(0)'],
  ])(
    '[ES13] ends the program when its thread %s, and keeps what it had acknowledged',
    async (_what, end) => {
      const file = newFile()
      // In every thread but the first, in the midst of what it does.
      const dying = `import { isMainThread } from 'node:worker_threads'
        if (!isMainThread) setTimeout(() => { ${end} }, 300)`
      const preload = `data:text/javascript,${encodeURIComponent(dying)}`
      const child = spawn(process.execPath, ['--import', preload, program, file, '3'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const printed = await linesOf(child)

      expect(child.exitCode).toBe(1)
      expect(printed).not.toEqual([])
      await expectAll(printed, file)
    },
    slow.timeout,
  )

  it('[ES17] takes over a file of its first form', async () => {
    const file = newFile()
    writeFirstForm(file, { ofOne: stored('a', 'b'), ofOther: stored('x', 'y', 'z') })

    const store = open(file)
    expect(await store.read(one)).toEqual(stored('a', 'b'))
    expect(await store.read(other)).toEqual(stored('x', 'y', 'z'))
    expect(await store.read(other, 2)).toEqual(stored('x', 'y', 'z').slice(2))
    expect(await store.findByJoinCode(joinCode(1))).toBe(one)
    expect(await store.listed()).toEqual([listing(one)])
    expect(await store.append(one, 2, adding(['c'], { expiresAtMs: 8 }))).toBe(3)
    expect(await store.read(one)).toEqual(stored('a', 'b', 'c'))
    expect(await store.expire(7)).toEqual([other])
    expect(await store.read(one)).toEqual(stored('a', 'b', 'c'))
  })

  it('[ES17] refuses a file of a newer program, and leaves it as it is', async () => {
    const file = newFile()
    await open(file).close()
    const newer = new Database(file)
    newer.pragma('user_version = 1000')

    expect(() => createSqliteEventStore({ file })).toThrow(StoreUnavailable)
    expect(newer.pragma('user_version', { simple: true })).toBe(1000)
    newer.close()
  })
})

const program = fileURLToPath(new URL('./append-to-sqlite.ts', import.meta.url))

/** Has another process lock the file, and resolves with what ends that. */
async function lock(file: string): Promise<() => Promise<void>> {
  const locker = fileURLToPath(new URL('./lock-sqlite.ts', import.meta.url))
  const child = spawn(process.execPath, [locker, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return async () => {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
}

/** Whom nothing belongs to, on any system. */
const NOBODY = 65_534

/** Does something with the rights that everybody has: root may write whatever the permissions say. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    await act()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

function open(file: string): EventStore {
  const store = createSqliteEventStore({ file })
  onTestFinished(() => store.close())
  return store
}

/** Holds the file against the appends that a program printed. */
async function expectAll(printed: readonly string[], file: string): Promise<void> {
  const store = createSqliteEventStore({ file })
  await expectMoves(store, printed)
  await store.close()
}

/** What the first program would have written: two games that expire at 7, of which one has a code and is listed. */
function writeFirstForm(
  file: string,
  { ofOne, ofOther }: Record<'ofOne' | 'ofOther', readonly StoredEvent[]>,
): void {
  const database = new Database(file)
  database.exec(`
    CREATE TABLE event (
      game_id TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, cause TEXT, PRIMARY KEY (game_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE game (
      game_id TEXT PRIMARY KEY, version INTEGER NOT NULL, join_code TEXT UNIQUE, listed TEXT, created_at_ms INTEGER,
      expires_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX game_newest ON game (created_at_ms DESC, game_id) WHERE listed IS NOT NULL;
    CREATE INDEX game_expiry ON game (expires_at_ms);
    PRAGMA user_version = 1;
  `)
  const insertEvent = database.prepare('INSERT INTO event VALUES (?, ?, ?, ?)')
  for (const [id, log] of [
    [one, ofOne],
    [other, ofOther],
  ] as const)
    for (const { seq, event, cause } of log) insertEvent.run(id, seq, JSON.stringify(event), cause)
  const insertGame = database.prepare('INSERT INTO game VALUES (?, ?, ?, ?, ?, 7)')
  const listed = listing(one)
  insertGame.run(one, ofOne.length, joinCode(1), JSON.stringify(listed), listed.createdAtMs)
  insertGame.run(other, ofOther.length, null, null, null)
  database.close()
}

/** Plants a reference to nothing, which SQLite finds only when it commits. */
function failCommitsThatTouch(id: GameId, file: string): () => void {
  const saboteur = new Database(file)
  saboteur.exec(`
    CREATE TABLE absent (id INTEGER PRIMARY KEY);
    CREATE TABLE trap (id INTEGER REFERENCES absent DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER spring AFTER INSERT ON event WHEN new.game_id = '${id}'
      BEGIN INSERT INTO trap VALUES (1); END;
  `)
  return () => {
    saboteur.exec('DROP TRIGGER spring')
    saboteur.close()
  }
}
