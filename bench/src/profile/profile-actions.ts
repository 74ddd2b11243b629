import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Contestant } from '../contestant.ts'
import { createPartOf } from './part-of.ts'
import { timeByPart, type CallFrame, type CpuProfile, type Part } from './time-by-part.ts'

const TABLES = 100
const RATE = 1000
const WARM_UP_SECONDS = 3
const SECONDS = 10
/** How many functions are shown, besides all parts. */
const FUNCTIONS = 25
const PART_MIN_SHARE = 0.005

/** Prints what a server does with its time under a load that it holds, and writes the profile to a file. */
export async function profileActions(
  { subject, makeGames }: Contestant,
  file: string,
): Promise<void> {
  await using running = await subject.start()
  const gather = await makeGames(running, TABLES)
  using crowd = await gather()
  const load = { actionsPerSecond: RATE, leadInSeconds: 0 }
  await crowd.drive({ ...load, seconds: WARM_UP_SECONDS })
  const answer = await running.profile(() => crowd.drive({ ...load, seconds: SECONDS }))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- V8 says what it says it does
  const profile = answer as CpuProfile
  writeFileSync(file, JSON.stringify(profile))
  const partOf = createPartOf()
  const functionOf = (frame: CallFrame): string => {
    const name = frame.functionName || '(anonymous)'
    const place = frame.url && `, ${basename(frame.url)}:${frame.lineNumber + 1}`
    return `${name} (${partOf(frame) ?? 'native'}${place})`
  }

  console.log(`${subject.name}, ${TABLES} tables, ${RATE} actions/s\n`)
  console.log(
    tableOf(
      'part',
      timeByPart(profile, partOf).filter(({ share }) => share > PART_MIN_SHARE),
    ),
  )
  console.log(`\n${tableOf('function', timeByPart(profile, functionOf).slice(0, FUNCTIONS))}`)
}

const tableOf = (title: string, parts: readonly Part[]): string =>
  [
    `| ${title} | share |`,
    '| --- | --- |',
    ...parts.map(({ name, share }) => `| ${name} | ${(share * 100).toFixed(1)} % |`),
  ].join('\n')
