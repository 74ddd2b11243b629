export {
  createDailyRooms,
  type DailyRooms,
  type DailyRoomsOptions,
  type Ticket,
} from './daily-rooms.ts'
export { DailyError, type DailyErrorCode } from './daily-error.ts'
export type { DailyHealth } from './daily-health.ts'
export { DAILY_LIMITS, type DailyLimits } from './daily-limits.ts'
export type { DailyLog } from './daily-log.ts'
export { parseApiKey, Secret } from './secret.ts'
export { parseApiUrl } from './api-url.ts'
export { API_KEY_PAGE, SettingFault, type SettingFaultReason } from './setting-fault.ts'
