import { hash } from 'node:crypto'
import cookie from '@fastify/cookie'
import { playerIdSchema, type GameId, type PlayerId } from '@wordfare/contracts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { nanoid } from 'nanoid'
import * as z from 'zod'

const SESSION_CHARACTERS = 32
const SESSION_TTL_SECONDS = 30 * 24 * 3600
const PLAYER_ID_CHARACTERS = 22

const sessionIdSchema = z
  .string()
  .regex(new RegExp(`^[\\w-]{${SESSION_CHARACTERS}}$`))
  .brand<'SessionId'>()
/** Names one browser. Secret: whoever has it is that browser's player at every table. */
export type SessionId = z.infer<typeof sessionIdSchema>

/** Who is asking, by a signed cookie. */
export interface Sessions {
  /** Null for a cookie that is missing, tampered with, or signed with a secret that is no longer used. */
  read(cookieHeader: string | undefined): SessionId | null
  create(): SessionId
  /** Puts the cookie on the reply, signed with the newest secret, with its whole life before it. */
  write(reply: FastifyReply, session: SessionId): void
}

/** Registers the cookie plugin with the app. The first of the secrets signs; all of them are believed. */
export async function createSessions(
  app: FastifyInstance,
  options: { readonly secrets: readonly string[]; readonly isHttps: boolean },
): Promise<Sessions> {
  await app.register(cookie, { secret: [...options.secrets], hook: false })
  // A browser takes a `__Host-` cookie only over https, for this host alone.
  const name = options.isHttps ? '__Host-wordfare' : 'wordfare'

  return {
    read(cookieHeader) {
      const signed = cookieHeader && app.parseCookie(cookieHeader)[name]
      if (!signed) return null
      const { valid, value } = app.unsignCookie(signed)
      const session = sessionIdSchema.safeParse(value)
      return valid && session.success ? onItsOwn(session.data) : null
    },
    create: () => sessionIdSchema.parse(nanoid(SESSION_CHARACTERS)),
    write(reply, session) {
      void reply.setCookie(name, session, {
        signed: true,
        httpOnly: true,
        sameSite: 'lax',
        secure: options.isHttps,
        path: '/',
        maxAge: SESSION_TTL_SECONDS,
      })
    },
  }
}

/** The player that a session is at a game: always the same one, and no hint at the session or at other games. */
export function playerIdOf(session: SessionId, gameId: GameId): PlayerId {
  const digest = hash('sha256', `${session}:${gameId}`, 'base64url')
  return playerIdSchema.parse(onItsOwn(digest.slice(0, PLAYER_ID_CHARACTERS)))
}

/** Tells sessions apart where their ids must not stand, as in what servers share. */
export const sessionKeyOf = (session: SessionId): string => hash('sha256', session, 'base64url')

/** A copy of some ASCII that was cut out: what is cut keeps all that it was cut out of in memory. */
const onItsOwn = <T extends string>(cut: T): T =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same text
  Buffer.from(cut, 'latin1').toString('latin1') as T
