/** Something that was asked for, from the call to the answer, by one clock. */
export interface Operation {
  readonly calledAtMs: number
  readonly returnedAtMs: number
}

/**
 * Looks for an order in which operations that overlapped could have been done one after the other (Wing and Gong, with
 * Lowe's memory of what was tried): nothing comes before what had its answer first, and `apply` gives the next state
 * where the answer fits, the same one where nothing changes. Null when there is none, or when none is found `withinMs`.
 */
export function findWitness<State, Op extends Operation>(
  operations: readonly Op[],
  start: State,
  apply: (state: State, operation: Op) => State | null,
  { keyOf, withinMs }: { readonly keyOf: (state: State) => string; readonly withinMs: number },
): readonly Op[] | null {
  const giveUpAtMs = performance.now() + withinMs
  const byCall = operations.toSorted((a, b) => a.calledAtMs - b.calledAtMs)
  const isDone = byCall.map(() => false)
  const tried = new Set<string>()
  const order: { readonly place: number; readonly before: State; readonly rest: number[] }[] = []
  let state = start

  /** Those that may come next: called before any that is not done had its answer. */
  function candidates(): number[] {
    const first = isDone.indexOf(false)
    const places: number[] = []
    let earliest = Infinity
    for (let place = first; place < byCall.length && place >= 0; place++) {
      const operation = byCall[place]!
      if (isDone[place]) continue
      if (operation.calledAtMs > earliest) break
      earliest = Math.min(earliest, operation.returnedAtMs)
      places.push(place)
    }
    return places.filter((place) => byCall[place]!.calledAtMs <= earliest)
  }

  /** What is done and the state that it led to: no need to come here twice. */
  function here(): string {
    const first = isDone.indexOf(false)
    if (first < 0) return 'all'
    const later: number[] = []
    for (let place = first + 1; later.length < order.length + 1 - first; place++) {
      if (isDone[place]) later.push(place)
    }
    return `${first} ${later.join()} ${keyOf(state)}`
  }

  /** What changes nothing is best done as early as it can be: that takes no other possibility away. */
  function takeIdle(): boolean {
    const idle = rest.find((place) => apply(state, byCall[place]!) === state)
    if (idle === undefined) return false
    isDone[idle] = true
    order.push({ place: idle, before: state, rest: [] })
    rest = candidates()
    return true
  }

  let rest = candidates()
  while (order.length < byCall.length) {
    if (performance.now() > giveUpAtMs) return null
    if (takeIdle()) continue
    const place = rest.shift()
    if (place === undefined) {
      const last = order.pop()
      if (!last) return null
      isDone[last.place] = false
      state = last.before
      rest = last.rest
      continue
    }
    const next = apply(state, byCall[place]!)
    if (next === null) continue
    const before = state
    isDone[place] = true
    state = next
    const now = here()
    if (tried.has(now)) {
      isDone[place] = false
      state = before
      continue
    }
    tried.add(now)
    order.push({ place, before, rest })
    rest = candidates()
  }
  return order.map(({ place }) => byCall[place]!)
}
