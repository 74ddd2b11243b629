import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SECRET_BYTES = 32
const OWNER_ONLY = 0o600

/** The secrets that a server makes for itself where the settings give none, named as their files are. */
export type SecretName = 'cookie-secret' | 'room-name-secret'

/** A secret for this run alone. */
export const randomSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

/** The secret that lies in the folder; makes it there, readable by the owner alone, the first time. */
export function keptSecret(dataDir: string, name: SecretName): string {
  const file = join(dataDir, name)
  mkdirSync(dataDir, { recursive: true })
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  try {
    writeFileSync(draft, randomSecret(), { mode: OWNER_ONLY, flush: true })
    // A link is made whole or not at all, so two servers that start at once end up with the same secret.
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (!secret) throw new Error(`${name} in the data folder is empty; delete it to get a new one`)
  return secret
}
