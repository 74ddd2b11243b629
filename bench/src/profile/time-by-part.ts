/** A function, as V8's profiler names it. Lines and columns count from 0; the url is empty for native code. */
export interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

/** What of a CPU profile matters here: which function was on top of the stack, sample by sample. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: CallFrame
    /** The ids of what it calls. */
    readonly children?: readonly number[]
  }[]
  readonly samples: readonly number[]
  /** In µs, one for each sample. */
  readonly timeDeltas: readonly number[]
}

/** A share of the time that was not idle, 0 to 1. */
export interface Part {
  readonly name: string
  readonly share: number
}

const NOBODY = 'nobody in particular'

/**
 * How the time that was not idle is spread over parts, by the function that was running itself; the largest part first.
 * What `partOf` has no name for counts for its caller.
 */
export function timeByPart(
  profile: CpuProfile,
  partOf: (frame: CallFrame) => string | null,
): readonly Part[] {
  const names = namesOf(profile, partOf)
  const times = new Map<string, number>()
  let busy = 0
  for (const [index, sample] of profile.samples.entries()) {
    const name = names.get(sample) ?? null
    if (name === null) continue
    const time = profile.timeDeltas[index] ?? 0
    busy += time
    times.set(name, (times.get(name) ?? 0) + time)
  }
  return [...times]
    .map(([name, time]) => ({ name, share: time / busy }))
    .toSorted((a, b) => b.share - a.share)
}

/** The part of each node, by its id; null for what is no work. */
function namesOf(
  { nodes }: CpuProfile,
  partOf: (frame: CallFrame) => string | null,
): Map<number, string | null> {
  const callers = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((each) => [each, id])),
  )
  const names = new Map<number, string | null>()
  // A caller comes before what it calls.
  for (const { id, callFrame } of nodes) {
    const caller = names.get(callers.get(id) ?? Number.NaN) ?? NOBODY
    names.set(id, isWork(callFrame) ? (partOf(callFrame) ?? caller) : null)
  }
  return names
}

/** The profiler is not what is to be looked at. */
const isWork = ({ functionName, url }: CallFrame): boolean =>
  functionName !== '(idle)' && url !== 'node:inspector'
