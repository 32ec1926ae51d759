/** OPS-08: one server on IPv6 and IPv4; the log, proxies, guards and certificates know both. */
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, test } from 'node:test'
import { read_scanner_setting } from '../../src/network/mailbox/index.ts'
import { read_trusted_proxies } from '../../src/platform/http/address.ts'
import { is_inside, read_endpoint } from '../../src/platform/subscriptions/endpoint.ts'
import { issue_tls_certificate, make_key_pair, make_root } from '../../src/standards/signatures/index.ts'
import { read_outside_address } from '../../src/platform/http/index.ts'
import { password, requester, start_test_site } from '../test-site.ts'

process.env['TRUSTED_PROXIES'] = '::1, fd00::/8'
after(() => delete process.env['TRUSTED_PROXIES'])
const running = await start_test_site({ host: '::' })
const { port } = new URL(running.base)
const bases = { ipv6: `http://[::1]:${port}`, ipv4: `http://127.0.0.1:${port}` }

const addresses_of = async (interaction: string): Promise<string[]> => {
  const { rows } = await running.site.database.in_facility('24012', (sql) =>
    sql.query<{ address: string }>(
      "SELECT address FROM audit.event WHERE facility = '24012' AND interaction = $1 ORDER BY id",
      [interaction],
    ),
  )
  return rows.map(({ address }) => address)
}
const sign_in = (base: string, headers: Record<string, string> = {}) =>
  requester(base, headers)('POST', '/api/sign-in', { username: 'doctor', password })

test('people sign in over both, and the log names where from: an IPv4 caller by its IPv4 address', async () => {
  for (const base of Object.values(bases)) assert.equal((await sign_in(base)).status, 200, base)
  assert.deepEqual(await addresses_of('login'), ['::1', '127.0.0.1'])
  const { rows } = await running.site.database.in_site((sql) =>
    sql.query<{ address: string }>('SELECT address FROM access.session ORDER BY opened_at'),
  )
  assert.deepEqual(
    rows.map(({ address }) => address),
    ['::1', '127.0.0.1'],
  )
})

test('a system reads the store over IPv6, and its line in the log says so', async () => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'his-24012', client_secret: 'x' })
  const refused = await fetch(`${bases.ipv6}/oauth/token`, { method: 'POST', body: form })
  assert.equal(refused.status, 401)
  const answer = await sign_in(bases.ipv6)
  const cookie = String(answer.headers.get('set-cookie')).split(';')[0] ?? ''
  const doctor = requester(bases.ipv6, { cookie, 'x-benhan': '1' })
  assert.equal((await doctor('GET', '/fhir/Patient?_count=1')).status, 200)
  assert.deepEqual(await addresses_of('search-type'), ['::1'])
})

test('a trusted proxy says who asked, IPv6 or IPv4; anybody else may say what he likes', async () => {
  await sign_in(bases.ipv6, { 'x-forwarded-for': '2001:db8::7' })
  await sign_in(bases.ipv6, { 'x-forwarded-for': '::ffff:10.1.2.3' })
  await sign_in(bases.ipv4, { 'x-forwarded-for': '2001:db8::666' })
  assert.deepEqual((await addresses_of('login')).slice(-3), ['2001:db8::7', '10.1.2.3', '127.0.0.1'])
})

test('wrong passwords lock an account wherever they come from', async () => {
  for (let i = 0; i < 5; i += 1)
    await requester(i % 2 ? bases.ipv6 : bases.ipv4, {})('POST', '/api/sign-in', { username: 'nurse', password: 'sai' })
  const locked = await requester(bases.ipv6, {})('POST', '/api/sign-in', { username: 'nurse', password })
  assert.equal(locked.status, 423)
})

test('settings take IPv6 addresses and ranges, and name what is none', () => {
  assert.deepEqual(read_trusted_proxies('10.0.0.0/8, [fd00::1], 2001:db8::/32'), [
    '10.0.0.0/8',
    'fd00::1',
    '2001:db8::/32',
  ])
  for (const wrong of ['10.0.0.0/33', 'fd00::/129', 'proxy.local', '::g'])
    assert.throws(() => read_trusted_proxies(wrong))
  assert.deepEqual(read_scanner_setting('::1')?.connect, { host: '::1', port: 3310 })
  assert.deepEqual(read_scanner_setting('[fd00::5]:3333')?.connect, { host: 'fd00::5', port: 3333 })
  assert.equal(
    read_outside_address('https://[2001:db8::1]:8443/cong/', 'Địa chỉ', 'x'),
    'https://[2001:db8::1]:8443/cong',
  )
  assert.throws(() => read_outside_address('http://[2001:db8::1]/', 'Địa chỉ', 'x'), /phải là https/)
})

test('notifications: inside addresses of both families are refused, named ones allowed', () => {
  for (const address of ['::1', 'fe80::1', 'fd12::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '10.0.0.1'])
    assert.equal(is_inside(address), true, address)
  for (const address of ['2606:4700::1111', '8.8.8.8']) assert.equal(is_inside(address), false, address)
  const reach = { hosts: new Set(['fd00::5']) }
  assert.throws(() => read_endpoint('https://[fd00::6]/x', reach), /mạng nội bộ/)
  assert.equal(read_endpoint('http://[fd00::5]:8080/x', reach).host, '[fd00::5]:8080')
})

test('a certificate for an IPv6 address is one for that address', () => {
  const validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2030-01-01T00:00:00Z') }
  const root = make_root({ common_name: 'Gốc thử', organization: 'Sở thử', validity })
  const { public_key_pem } = make_key_pair()
  const hosts = ['2001:db8::10', '10.0.0.1', 'may.local']
  const wish = { use: 'server', common_name: 'máy', hosts, public_key_pem, validity, serial: '02' } as const
  const certificate = new X509Certificate(issue_tls_certificate(root, wish))
  for (const address of ['2001:db8::10', '10.0.0.1']) assert.equal(certificate.checkIP(address), address)
  assert.equal(certificate.checkHost('may.local'), 'may.local')
  assert.equal(certificate.checkIP('2001:db8::11'), undefined)
})
