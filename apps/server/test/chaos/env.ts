const { CHAOS_SEED, CHAOS_RUNS } = process.env

/** What chance begins with in this run of the tests: another number every time, unless one is asked for. */
export const chaosSeed = Number(CHAOS_SEED ?? Date.now() % 1_000_000)

/** How many tables the model is held against in all, where more are asked for than there are in every run. */
export const chaosRuns = Number(CHAOS_RUNS ?? 0)
