import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, it, onTestFinished } from 'vitest'

import { KEY } from '../test/known-key.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

function run(...flags: string[]) {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

it('runs as a program, says where it is, and stops when told to', async () => {
  const child = run('--api-key', KEY, '--domain', 'wordfare')
  const [line] = await once(createInterface(child.stdout), 'line')
  const url = /http:\/\/127\.0\.0\.1:\d+\/v1$/u.exec(String(line))?.[0] ?? 'no url'
  const answer = await fetch(`${url}/`, { headers: { authorization: `Bearer ${KEY}` } })
  expect(await answer.json()).toMatchObject({ domain_name: 'wordfare' })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('does not start without a key to take', async () => {
  const child = run()
  expect(await once(child, 'exit')).toEqual([1, null])
})
