import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are nobody's on the Internet: a subscriber must not use this server to look into the house (SSRF). A list
 * for each family: in one, ::/3 would take in every IPv4 address, which Node compares as ::ffff:a.b.c.d too.
 */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inside.ipv4.addSubnet(net, bits, 'ipv4')
// Everything but global unicast; of that, what carries an IPv4 address inside (NAT64, 6to4, Teredo) and documentation.
for (const [net, bits] of [
  ...([
    ['::', 3],
    ['4000::', 2],
    ['8000::', 1],
    ['2001::', 32],
    ['2001:db8::', 32],
    ['2002::', 16],
  ] as const),
] as const)
  inside.ipv6.addSubnet(net, bits, 'ipv6')

export const is_inside = (address: string): boolean => {
  const family = isIP(address)
  if (family === 0) return true
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  return inside[kind].check(address, kind)
}
