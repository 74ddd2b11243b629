export {
  startDailyStandIn,
  type DailyStandIn,
  type DailyStandInOptions,
  type StandInRequest,
} from './daily-stand-in.ts'
export type { StandInParticipant } from './calls.ts'
export type { Behaviour, Failure } from './failure.ts'
export type { StandInRoom } from './room-shelf.ts'
