/**
 * The store can't answer: disk full, locked, read-only, damaged, or closed. `cause` has the driver's error where
 * there was one. Nothing of a failed append is visible; trying again later is safe at the same expected version.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
