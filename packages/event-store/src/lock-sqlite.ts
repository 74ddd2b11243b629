// A program for the tests of the SQLite adapter: locks the file as somebody who writes to it does, says so, and keeps it locked
// until it is killed.
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'

const [file = ''] = process.argv.slice(2)
const database = new Database(file)
database.exec('BEGIN EXCLUSIVE')
writeSync(1, 'locked\n')
process.stdin.resume().once('end', () => database.close())
