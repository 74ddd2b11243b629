import { afterEach } from 'vitest'
import { outputs } from './server-process.ts'

/** How much of a server's log is worth reading when a test of it has failed. */
const LINES = 40

const isTrouble = (line: string): boolean => line !== '' && !line.includes('"level":30')

// Why a request was refused is not told to who asked: it stands in the log of the server alone.
afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [index, output] of outputs.entries()) {
    const lines = output().split('\n').filter(isTrouble).slice(-LINES)
    if (lines.length > 0) console.log(`what server ${index} had to say:\n${lines.join('\n')}`)
  }
})
