/** How much is measured. */
export interface Extent {
  /** How often each contestant has its turn. */
  readonly rounds: number
  readonly tables: number
  /** For the figure of memory. */
  readonly memoryTables: number
  readonly memoryRounds: number
  readonly coldStarts: number
  /** Of driving at one rate while the highest is sought, and what of it is not timed. */
  readonly stepSeconds: number
  readonly leadInSeconds: number
  readonly warmUpSeconds: number
  /** Of driving at the one rate that all contestants are driven at, to compare what they spend. */
  readonly steadySeconds: number
  /** Whether everybody opens a second window, to tell what a delivery costs. */
  readonly doublesWatchers: boolean
  readonly doorSeconds: number
  /** Of load that goes on and on. */
  readonly enduranceSeconds: number
}

/** For figures that are worth writing down. */
export const fullExtent: Extent = {
  rounds: 3,
  tables: 100,
  memoryTables: 1000,
  memoryRounds: 2,
  coldStarts: 7,
  stepSeconds: 1.6,
  leadInSeconds: 0.4,
  warmUpSeconds: 2,
  steadySeconds: 3,
  doublesWatchers: true,
  doorSeconds: 1.5,
  enduranceSeconds: 600,
}

/** To see that everything works. */
export const quickExtent: Extent = {
  rounds: 1,
  tables: 20,
  memoryTables: 50,
  memoryRounds: 1,
  coldStarts: 2,
  stepSeconds: 0.6,
  leadInSeconds: 0.2,
  warmUpSeconds: 0.5,
  steadySeconds: 1,
  doublesWatchers: true,
  doorSeconds: 0.5,
  enduranceSeconds: 5,
}
