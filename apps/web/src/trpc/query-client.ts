import { QueryClient } from '@tanstack/react-query'
import { errorData } from '../problem-text.ts'

const STALE_AFTER_MS = 30_000
const MAX_RETRIES = 2

/** Asks again only when no answer came: what the server refused once, it refuses twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_AFTER_MS,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < MAX_RETRIES && errorData(error) === null,
      },
      mutations: { retry: false },
    },
  })
}
