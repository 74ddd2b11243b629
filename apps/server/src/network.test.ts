import { describe, expect, it } from 'vitest'
import { networkOf } from './network.ts'

describe('[B9] whom an address stands for', () => {
  it.each(['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:192.0.2.1'])(
    'is itself in IPv4: %s',
    (address) => {
      expect(networkOf(address)).toBe('192.0.2.1')
    },
  )

  it.each([
    '2001:db8:1:2::',
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:0:0:192.0.2.1',
  ])('is its network in IPv6: %s', (address) => {
    expect(networkOf(address)).toBe('2001:db8:1:2')
  })

  it('differs between networks', () => {
    const networks = ['2001:db8:1:3::1', '2001:db8::1', '::1', 'fe80::1%eth0', '1::2:3:4:5:6']
    expect(networks.map(networkOf)).toEqual([
      '2001:db8:1:3',
      '2001:db8:0:0',
      '0:0:0:0',
      'fe80:0:0:0',
      '1:0:0:2',
    ])
  })

  it.each(['', 'unknown', '1.2.3', '_hidden', 'x'.repeat(10_000)])(
    'is the same for all that is no address',
    (address) => {
      expect(networkOf(address)).toBe('unknown')
    },
  )
})
