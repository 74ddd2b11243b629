/** An answer of the API, before it is written out. */
export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export const found = (body: Readonly<Record<string, unknown>>): Reply => ({ status: 200, body })

export const refusal = (status: number, error: string, info: string): Reply => ({
  status,
  body: { error, info },
})

/** The words with which Daily goes with a status, where a test names the status alone. */
const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid-request-error',
  401: 'authentication-error',
  403: 'forbidden-error',
  404: 'not-found',
  429: 'rate-limit-error',
}

export const refusalOf = (status: number): Reply =>
  refusal(status, ERRORS[status] ?? 'server-error', 'the stand-in was told to say so')
