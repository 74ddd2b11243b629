import { isIPv4, isIPv6 } from 'node:net'

const GROUPS = 8
/** Groups of an IPv6 address that name the network; the rest, one household gives out as it likes. */
const NETWORK_GROUPS = 4
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Whom an address stands for where callers are counted: itself, or in IPv6 the whole network that it is of. */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address
  // A proxy that passes on what is no address tells nobody apart.
  if (!isIPv6(address)) return 'unknown'
  const mapped = MAPPED_IPV4.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = [], tail = []] = address
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: GROUPS - head.length - tail.length }, () => '0')
  const network = [...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
