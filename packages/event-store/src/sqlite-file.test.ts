import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from './sqlite-file.ts'

/** What SQLite calls `synchronous = FULL`. */
const FULL = 2

it('[ES13] waits for the disk at every commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { database } = openSqliteFile(join(folder, 'file.sqlite'), () => null)
  onTestFinished(() => void database.close())

  expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(database.pragma('synchronous', { simple: true })).toBe(FULL)
  expect(database.pragma('fullfsync', { simple: true })).toBe(1)
  expect(database.pragma('checkpoint_fullfsync', { simple: true })).toBe(1)
})
