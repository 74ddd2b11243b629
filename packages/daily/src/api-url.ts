import { SettingFault, type SettingFaultReason } from './setting-fault.ts'

/** Hosts to which plain HTTP never leaves the machine. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u

const HELP = 'give an https address, or an http one on loopback'

/**
 * Takes the base URL of Daily's REST API, version included, and returns it without a slash at its end.
 * @throws {SettingFault} unless it is https, or plain http to this machine itself
 */
export function parseApiUrl(raw: string): string {
  if (!URL.canParse(raw)) throw new SettingFault('apiUrl', 'not-a-url', HELP)
  const url = new URL(raw)
  const fault = faultOf(url)
  if (fault) throw new SettingFault('apiUrl', fault, HELP)
  return url.href.replace(/\/+$/u, '')
}

function faultOf({
  protocol,
  hostname,
  username,
  password,
  search,
  hash,
}: URL): SettingFaultReason | null {
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
  if (!isSafe) return 'not-https'
  if (username || password) return 'has-credentials'
  return search || hash ? 'has-query' : null
}
