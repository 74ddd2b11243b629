/**
 * When the actions of many tables are due so that together they make a steady rate: table after table, evenly spread.
 * An action is due whether or not the one before has come through in time, so that a stall counts for all that it holds
 * up, and not just once.
 */
export interface Pace {
  readonly actionsPerSecond: number
  readonly tables: number
}

/** In ms after the start: the `nth` action, from 0, of the table with that index. */
export const dueAfterMs = (
  { actionsPerSecond, tables }: Pace,
  table: number,
  nth: number,
): number => ((nth * tables + table) * 1000) / actionsPerSecond

/** How many actions of all tables are due within so many seconds. */
export const actionsDue = ({ actionsPerSecond }: Pace, seconds: number): number =>
  Math.ceil(actionsPerSecond * seconds)
