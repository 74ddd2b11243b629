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
  /** The rate at which contestants are compared in what they spend, in actions a second; all of them hold it. */
  readonly steadyRate: number
  /** Of driving at it. */
  readonly steadySeconds: number
  /** Whether everybody opens a second window, to tell what a delivery costs. */
  readonly doublesWatchers: boolean
  readonly doorSeconds: number
  /** Where games have their call at Daily: long enough that what waits for it has been given up. */
  readonly dailySeconds: number
  /** That people join while it is measured how fast they can. */
  readonly joinedGames: number
  /** Watchers that do not read. */
  readonly slowReaders: number
  /** Of load that goes on and on, and how long what was due may still take at the end of each stretch. */
  readonly enduranceSeconds: number
  readonly graceSeconds: number
  /** Of two cards, one after the other, in the page at each speed. */
  readonly choices: number
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
  steadyRate: 500,
  steadySeconds: 3,
  doublesWatchers: true,
  doorSeconds: 1.5,
  dailySeconds: 6,
  joinedGames: 300,
  slowReaders: 100,
  enduranceSeconds: 600,
  graceSeconds: 0,
  choices: 10,
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
  steadyRate: 500,
  steadySeconds: 1,
  doublesWatchers: true,
  doorSeconds: 0.5,
  dailySeconds: 0.5,
  joinedGames: 100,
  slowReaders: 100,
  enduranceSeconds: 5,
  graceSeconds: 0,
  choices: 2,
}
