import { createHmac, timingSafeEqual } from 'node:crypto'

import * as z from 'zod'

import { found, refusal, type Reply } from './reply.ts'

/** Seconds since the Unix epoch. */
const moment = z.int32().min(0)

/** The short names under which Daily reads claims. */
const claimsSchema = z.strictObject({
  r: z.string().min(1),
  d: z.string(),
  iat: moment,
  exp: moment.optional(),
  nbf: moment.optional(),
  ud: z.string().max(36).optional(),
  u: z.string().optional(),
  o: z.boolean().optional(),
  ao: z.boolean().optional(),
  vo: z.boolean().optional(),
})

/** Answers what a token says, if it was signed with the key, for the domain, and is good at the moment. */
export function validateToken(
  token: string,
  { apiKey, domainId, nowMs }: { apiKey: string; domainId: string; nowMs: number },
): Reply {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const signed = createHmac('sha256', apiKey).update(`${header}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  const isSigned = given.length === signed.length && timingSafeEqual(given, signed)
  const claims = claimsSchema.safeParse(isSigned ? decoded(payload) : null)
  if (!claims.success || claims.data.d !== domainId) return REFUSED
  const { r, exp = Infinity, nbf = 0, ud, u, o = false, ao = false, vo = false } = claims.data
  const nowSeconds = nowMs / 1_000
  if (nowSeconds >= exp || nowSeconds < nbf) return REFUSED
  return found({
    room_name: r,
    user_id: ud,
    user_name: u,
    is_owner: o,
    start_audio_off: ao,
    start_video_off: vo,
    ...(Number.isFinite(exp) && { exp }),
  })
}

const REFUSED = refusal(400, 'invalid-request-error', 'the token is not valid')

const decoded = (payload: string): unknown =>
  JSON.parse(Buffer.from(payload, 'base64url').toString())
