export {
  type Append,
  type EventStore,
  type GameIndex,
  type News,
  type StoredEvent,
  type Version,
} from './event-store.ts'
export { JoinCodeTaken } from './join-code-taken.ts'
export { StoreUnavailable } from './store-unavailable.ts'
export { VersionConflict } from './version-conflict.ts'
