import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { createServer, request as ask, type Server } from 'node:https'
import { request as ask_plain } from 'node:http'
import { after, test } from 'node:test'
import { TLSSocket } from 'node:tls'
import { find_link, set_link_tls } from '../../src/network/exchange/index.ts'
import { member_client_id, put_client_certificate } from '../../src/network/membership/index.ts'
import { ensure_facility_certificate } from '../../src/platform/signing/index.ts'
import { issue_tls_certificate, make_key_pair, make_root, type TlsWish } from '../../src/standards/signatures/index.ts'
import { validity } from '../../src/standards/documents/test-letters.ts'
import { read_mutual_tls } from '../../src/apps/hub/mutual-tls.ts'
import { free_port, until } from '../exchange-world.ts'
import { start_test_hub, type TestHub } from '../test-hub.ts'
import { facilities, password, start_test_site, type TestSite } from '../test-site.ts'
import { join_hub } from '../three-houses.ts'

/** Issue 4, Trust: mutual TLS as a setting, over real TLS on this machine; certificates of our own demo authority. */
const root = make_root({ common_name: 'Gốc TLS thử', organization: 'Sở thử', validity })
let serial = 0
const certified = (use: TlsWish['use'], common_name: string, when = validity) => {
  const keys = make_key_pair()
  const cert = issue_tls_certificate(root, {
    ...{ use, common_name, hosts: use === 'server' ? ['localhost', '127.0.0.1'] : [] },
    ...{ public_key_pem: keys.public_key_pem, validity: when, serial: (serial += 1).toString(16) },
  })
  return { key: keys.private_key_pem, cert }
}
type Pair = ReturnType<typeof certified>

const port = await free_port()
const own = certified('server', 'truc.thu')
const hub: TestHub = await start_test_hub({
  ...{ port, base_url: `https://127.0.0.1:${port}` },
  mutual_tls: { required: true, server: own },
})
const base = `https://127.0.0.1:${port}`

const [at_a, at_b, stranger, late] = [
  certified('client', 'Máy chủ 24012'),
  certified('client', 'Máy chủ 01929'),
  certified('client', 'Ai đó'),
  certified('client', 'Máy chủ cũ', { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2025-12-31T00:00:00Z') }),
]
assert.ok(at_a && at_b && stranger && late)
const register = (code: string, { cert }: Pair) =>
  hub.site.database.in_site((sql) => put_client_certificate(sql, code, cert))
await register('24012', at_a)
await register('01929', at_b)

type Said = { status: number; json: Record<string, unknown>; text: string }
const call = (pair: Pair | undefined, method: string, path: string, more: { body?: string; headers?: object } = {}) =>
  new Promise<Said>((done, failed) => {
    const sent = ask(
      `${base}${path}`,
      { method, ca: root.certificate_pem, agent: false, ...pair, headers: { ...more.headers } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('end', () => {
          const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
          done({ status: answer.statusCode ?? 0, json, text })
        })
      },
    )
    sent.on('error', failed)
    sent.end(more.body)
  })

const form = (code: string): string =>
  new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: member_client_id(code), client_secret: password },
  }).toString()
const form_headers = { 'content-type': 'application/x-www-form-urlencoded' }
const token_of = (pair: Pair | undefined, code: string) =>
  call(pair, 'POST', '/oauth/token', { body: form(code), headers: form_headers })
const tasks = (pair: Pair | undefined, token: unknown) =>
  call(pair, 'GET', '/fhir/Task', { headers: { authorization: `Bearer ${String(token)}` } })

test('with its own certificate a member gets a token and its mail', async () => {
  const token = await token_of(at_a, '24012')
  assert.equal(token.status, 200, token.text)
  assert.equal((await tasks(at_a, token.json['access_token'])).status, 200)
})

test('without a certificate, with another member’s, an unknown or an old one: no token, and why', async () => {
  const none = await token_of(undefined, '24012')
  assert.deepEqual([none.status, none.json['error']], [401, 'invalid_client'])
  assert.match(String(none.json['error_description']), /không trình chứng thư/)
  for (const pair of [at_b, stranger]) {
    const other = await token_of(pair, '24012')
    assert.equal(other.status, 401)
    assert.match(String(other.json['error_description']), /không phải chứng thư đã đăng ký của cơ sở 24012/)
  }
  await assert.rejects(register('24012', late), /hết hạn/)
})

test('a token carried off is worth nothing on another line', async () => {
  const { json } = await token_of(at_a, '24012')
  for (const pair of [undefined, at_b, stranger]) {
    const taken = await tasks(pair, json['access_token'])
    assert.equal(taken.status, 401, taken.text)
    assert.match(taken.text, /TLS/)
  }
})

test('two names at one door do not help: each has to be of this line', async () => {
  const basic = Buffer.from(`${member_client_id('01929')}:${password}`).toString('base64')
  const headers = { ...form_headers, authorization: `Basic ${basic}` }
  const mixed = await call(at_a, 'POST', '/oauth/token', { body: 'grant_type=client_credentials', headers })
  assert.equal(mixed.status, 401)
  const both = await call(at_a, 'POST', '/oauth/token', { body: form('24012'), headers })
  assert.equal(both.status, 401)
})

test('the Sở’s staff come without one; a certificate it withdraws ends the line at once', async () => {
  const token = await token_of(at_b, '01929')
  assert.equal((await tasks(at_b, token.json['access_token'])).status, 200)
  const body = JSON.stringify({ username: 'oversight', password })
  const json = { 'content-type': 'application/json' }
  const signed_in = await call(undefined, 'POST', '/api/sign-in', { body, headers: json })
  assert.equal(signed_in.status, 200, signed_in.text)
  const digest = createHash('sha256').update(new X509Certificate(at_b.cert).raw).digest('hex')
  await hub.site.database.in_site((sql) =>
    sql.query("UPDATE hub.client_certificate SET revoked_at = now() WHERE facility = '01929' AND digest = $1", [
      digest,
    ]),
  )
  assert.match((await tasks(at_b, token.json['access_token'])).text, /đã bị thu hồi/)
})

const proxied = async (said: (pair: string) => Record<string, string>, addresses: string[]) => {
  const inner_port = await free_port()
  const inner = await start_test_hub({
    ...{ port: inner_port, base_url: `http://127.0.0.1:${inner_port}` },
    mutual_tls: { required: true, proxy: { addresses, header: 'client-cert' } },
  })
  await inner.site.database.in_site((sql) => put_client_certificate(sql, '24012', at_a.cert))
  const proxy: Server = createServer({ ...own, requestCert: true, rejectUnauthorized: false }, (asked, answer) => {
    const shown = asked.socket instanceof TLSSocket ? asked.socket.getPeerX509Certificate() : undefined
    const { 'client-cert': _forged, ...headers } = asked.headers
    const added = shown ? said(shown.toString()) : {}
    const onward = ask_plain(
      { port: inner_port, host: '127.0.0.1', method: asked.method, path: asked.url, headers: { ...headers, ...added } },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 500, reply.headers)
        reply.pipe(answer)
      },
    )
    asked.pipe(onward)
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  after(() => proxy.close())
  const address = proxy.address()
  const proxy_port = typeof address === 'object' && address ? address.port : 0
  return { inner_port, proxy_port }
}

const token_at = (url: string, pair?: Pair, headers: object = {}): Promise<number> =>
  new Promise((done, failed) => {
    const options = { method: 'POST', headers: { ...form_headers, ...headers }, agent: false as const }
    const sent = (url.startsWith('https:') ? ask : ask_plain)(
      `${url}/oauth/token`,
      { ...options, ...(pair ? { ...pair, ca: root.certificate_pem } : { ca: root.certificate_pem }) },
      (answer) => {
        answer.resume()
        answer.on('end', () => done(answer.statusCode ?? 0))
      },
    )
    sent.on('error', failed)
    sent.end(form('24012'))
  })

const as_rfc_9440 = (pem: string) => ({ 'client-cert': `:${new X509Certificate(pem).raw.toString('base64')}:` })
const as_nginx = (pem: string) => ({ 'client-cert': encodeURIComponent(pem) })

test('behind a proxy its header counts, in both ways of writing; from anybody else it does not', async () => {
  for (const said of [as_rfc_9440, as_nginx]) {
    const { proxy_port } = await proxied(said, ['127.0.0.1'])
    assert.equal(await token_at(`https://127.0.0.1:${proxy_port}`, at_a), 200)
    assert.equal(await token_at(`https://127.0.0.1:${proxy_port}`, at_b), 401)
    assert.equal(await token_at(`https://127.0.0.1:${proxy_port}`, undefined, as_nginx(at_a.cert)), 401)
  }
  const { inner_port } = await proxied(as_nginx, ['192.0.2.1'])
  assert.equal(await token_at(`http://127.0.0.1:${inner_port}`, undefined, as_nginx(at_a.cert)), 401)
})

test('a facility’s own server shows its certificate; without it the line says what is missing', async () => {
  const site: TestSite = await start_test_site({ exchange: { poll_ms: 50, sync_ms: 200 } })
  await join_hub(hub, site, '24012')
  const [facility] = facilities
  assert.ok(facility)
  await site.site.database.in_site((sql) => ensure_facility_certificate(sql, facility))
  const state = () => site.site.database.in_facility('24012', (sql) => find_link(sql, '24012'))
  const set = (tls: Parameters<typeof set_link_tls>[2]) =>
    site.site.database.in_facility('24012', (sql) => set_link_tls(sql, '24012', tls))
  await until('an authority nobody knows', async () => /SELF_SIGNED|UNABLE/.test((await state())?.last_error ?? ''))
  await set({ ca_pem: root.certificate_pem })
  await until('no certificate of ours', async () => /không trình chứng thư/.test((await state())?.last_error ?? ''))
  await set({ certificate_pem: at_a.cert, private_key_pem: at_a.key })
  await until('the line stands', async () => (await state())?.last_ok_at)
})

test('the setting says what it lacks', () => {
  assert.deepEqual(read_mutual_tls({}), { required: false })
  assert.throws(() => read_mutual_tls({ HUB_MTLS: 'on' }), /off/)
  assert.throws(() => read_mutual_tls({ HUB_MTLS: 'required' }), /HUB_TLS_KEY/)
  assert.throws(() => read_mutual_tls({ HUB_TLS_KEY: 'x' }), /đi cùng nhau/)
  assert.deepEqual(read_mutual_tls({ HUB_MTLS: 'required', HUB_TLS_PROXIES: '10.0.0.1, 10.0.0.2' }), {
    required: true,
    proxy: { addresses: ['10.0.0.1', '10.0.0.2'], header: 'client-cert' },
  })
})
