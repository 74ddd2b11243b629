const { DAILY_LIVE, DAILY_API_KEY, DAILY_API_URL } = process.env

/** Whether the run is the one that asks Daily itself. */
export const isLive = DAILY_LIVE === '1'

/** What such a run asks with; not needed by any other. */
export const liveSettings = {
  apiKey: DAILY_API_KEY,
  apiUrl: DAILY_API_URL ?? 'https://api.daily.co/v1',
}
