import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compactVerify, importJWK } from 'jose'
import { run_console } from '../../src/apps/console/run.ts'
import { certify, open_entry, type Vendor } from '../../src/apps/kit/index.ts'
import type { RunLine } from '../../src/network/certification/contract.ts'
import { make_link_key } from '../../src/network/exchange/index.ts'
import { add_seal, add_trusted_root, member_client_id, member_scope } from '../../src/network/membership/index.ts'
import { put_client } from '../../src/platform/access/index.ts'
import { make_sample_house, make_sample_letter } from '../../src/standards/sample-letters/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { start_test_hub } from '../test-hub.ts'

/** Issue 4, conformance kit: a stranger's program is certified over HTTP, judged by what really arrived. */
const hub = await start_test_hub({ certification: { step_s: 20, silence_s: 2, quiet_s: 1 } })
const software = { vendor: 'Công ty Mẫu', product: 'HIS Mẫu', version: '7.1' }
const nothing = (): void => undefined

/** A member that comes in by its own key, with a seal of its own demo authority. */
const stranger = async (code: string, careless = false) => {
  const { private_jwk, public_jwk } = await make_link_key()
  const signers = make_sample_house(code, `Cơ sở ${code}`)
  await hub.site.database.in_site(async (sql) => {
    await add_trusted_root(sql, signers.root_pem)
    await add_seal(sql, code, signers.seal.certificate)
  })
  await put_client(hub.site.database, {
    ...{ client_id: member_client_id(code), facility: code, name: code, scope: member_scope },
    jwks: { keys: [public_jwk] },
  })
  const ask = open_entry({ hub: hub.base, client: member_client_id(code), key: private_jwk })
  const vendor: Vendor = { ask, signers, memory: { done: new Set() }, careless }
  return { vendor, signers, key: private_jwk }
}

test('a vendor that keeps the rules passes, and holds a report signed by the hub', async () => {
  const lines: string[] = []
  const { signers, key } = await stranger('24012')
  const dir = mkdtempSync(join(tmpdir(), 'kit-certify-'))
  const keep = (name: string, text: string): void => writeFileSync(join(dir, name), text)
  keep('key.json', JSON.stringify(key))
  keep('doctor.pem', signers.doctor.certificate)
  keep('seal.pem', signers.seal.certificate)
  keep('doctor-key.pem', signers.keys.doctor_pem)
  keep('seal-key.pem', signers.keys.seal_pem)
  const typed = [
    ...['kit', 'certify', '--hub', hub.base, '--client', 'lt-24012', '--key', join(dir, 'key.json')],
    ...['--facility', '24012', '--signers', dir, '--vendor', software.vendor, '--product', software.product],
    ...['--version', software.version, '--out', join(dir, 'report.json')],
  ]
  const say = (line: string): void => void lines.push(line)
  const no_database = () => Promise.reject(new Error('the kit opens no database'))
  const exit_code = await run_console(typed, no_database, { say, write: say, complain: say })
  assert.equal(exit_code, 0, lines.join('\n'))
  const report = JSON.parse(readFileSync(join(dir, 'report.json'), 'utf8')) as { jws: string; text: string }
  const sở = await hub.person('oversight')
  const { runs } = (await sở('GET', '/api/hub/certifications')).json as { runs: RunLine[] }
  assert.deepEqual([runs[0]?.facility, runs[0]?.state, runs[0]?.software], ['24012', 'passed', software])
  const run = { id: runs[0]?.id ?? '', steps: runs[0]?.steps ?? [] }
  assert.equal(run.steps.length, 9)
  assert.match(run.steps.find(({ code }) => code === 'answer')?.says ?? '', /chấp nhận/)
  const { keys } = (await (await fetch(`${hub.base}/lien-thong/jwks.json`)).json()) as {
    keys: Parameters<typeof importJWK>[0][]
  }
  const { payload, protectedHeader } = await compactVerify(report.jws, await importJWK(keys[0] ?? {}, 'ES256'))
  const said = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
  assert.equal(protectedHeader.typ, 'certification+jwt')
  assert.deepEqual([said['sub'], said['result'], said['declared']], ['24012', 'passed', software])
  assert.match(report.text, /ĐẠT/)
  const path = `/api/hub/certifications/24012/${run.id}/withdraw`
  assert.equal((await (await hub.person('hub_operator'))('POST', path, { reason: 'x' })).status, 403)
  assert.equal((await sở('POST', path, {})).status, 422)
  assert.equal((await sở('POST', path, { reason: 'Lộ khóa' })).status, 200)
  assert.equal((await sở('POST', path, { reason: 'Lộ khóa' })).status, 404)
})

test('a vendor that accepts a badly signed letter fails, and is told in a sentence', async () => {
  const run = await certify((await stranger('01929', true)).vendor, software, nothing, 50)
  assert.equal(run.state, 'failed')
  const bad = run.steps.filter(({ state }) => state === 'failed')
  assert.deepEqual(
    bad.map(({ code }) => code),
    ['bad-signature'],
  )
  assert.match(bad[0]?.says ?? '', /chữ ký không đứng vững/)
  assert.equal(run.report?.valid_until, null)
})

test('a secret is not a key; a repeat under a new identity, a refusal sent again: each fails by name', async () => {
  const by_secret = await hub.member('24160')
  const opened = await by_secret('POST', '/lien-thong/certification', software)
  assert.equal(opened.status, 201, opened.text)
  assert.equal(opened.json['steps'][0].state, 'failed')
  assert.match(opened.json['steps'][0].says, /mã bí mật/)
  const path = `/lien-thong/certification/${String(opened.json['id'])}`
  assert.equal((await by_secret('POST', '/lien-thong/certification', software)).status, 409)
  assert.equal((await by_secret('POST', '/lien-thong/certification', {})).status, 422)

  const house = hub.house('24160')
  const letter = (wish = {}) =>
    make_sample_letter(house, { recipients: [String(opened.json['partner'].code)], ...wish })
  const send = async (one: Awaited<ReturnType<typeof letter>>) => by_secret('POST', '/fhir', write_provide_bundle(one))
  const step = async (code: string) => {
    const { json } = await by_secret('GET', path)
    return (json['steps'] as { code: string; state: string; says: string }[]).find((one) => one.code === code)
  }
  assert.equal((await send(await letter())).status, 200)
  assert.equal((await step('send'))?.state, 'passed')
  assert.equal((await send(await letter())).status, 200)
  assert.match((await step('repeat'))?.says ?? '', /mã tài liệu mới/)
  const unsigned = await letter({ signers: [] })
  assert.equal((await send(unsigned)).status, 422)
  assert.equal((await send(unsigned)).status, 422)
  assert.match((await step('refusal'))?.says ?? '', /tự gửi lại 1 lần/)

  assert.equal((await step('receive'))?.state, 'open')
  await hub.site.database.in_facility('24160', (sql) =>
    sql.query(
      `UPDATE hub.certification SET steps = (SELECT jsonb_agg(CASE WHEN one ->> 'state' = 'open'
         THEN one || '{"started_at": "2026-01-01T00:00:00Z"}' ELSE one END) FROM jsonb_array_elements(steps) AS one)
       WHERE facility = '24160' AND state = 'open'`,
    ),
  )
  assert.match((await step('receive'))?.says ?? '', /Quá hạn/)

  const over = await by_secret('DELETE', path)
  assert.equal(over.json['state'], 'abandoned', over.text)
  const box = (await by_secret('GET', '/lien-thong/inbox')).json['letters'] as { state: string }[]
  assert.ok(
    box.every(({ state }) => state !== 'requested'),
    'nothing of the test is left to be answered',
  )
  const mine = (await by_secret('GET', '/lien-thong/sent')).json['letters'] as { state: string }[]
  assert.deepEqual([...new Set(mine.map(({ state }) => state))], ['accepted'])
  assert.match(over.json['report'].text, /BỎ DỞ/)
  assert.equal((await send(await letter())).status, 422, 'outside a run the partner takes nothing')
  const other = await stranger('01929')
  assert.equal((await other.vendor.ask('GET', path)).status, 404, 'a run is its own facility’s')
})

test('a vendor whose own letter is refused is told why, and its run does not stand in the way of the next', async () => {
  const { vendor } = await stranger('24160')
  const untrusted = { ...vendor, signers: make_sample_house('24160', 'Không ai tin') }
  await assert.rejects(() => certify(untrusted, software, nothing), /422.*không do tổ chức được tin cậy cấp/)
  const again = await vendor.ask('POST', '/lien-thong/certification', JSON.stringify(software))
  assert.equal(again.status, 201)
})

test('the hub’s books agree to the unit after all this', async () => {
  const books = async () =>
    (await (await hub.person('hub_operator'))('GET', '/api/hub/reconcile?since=2026-01-01')).json
  // The postman is as quick as it is; the books are read until it has been everywhere.
  for (let i = 0; i < 20 && (await books())['is_sound'] !== true; i += 1)
    await new Promise((done) => setTimeout(done, 250))
  assert.deepEqual((await books())['faults'], [])
})

test('the demo authority counts for the hub’s own facility and for no member', async () => {
  const roots_of = async (facility: string): Promise<string[]> =>
    ((await (await fetch(`${hub.base}/lien-thong/trust/${facility}`)).json()) as { roots_pem: string[] }).roots_pem
  const [of_partner, of_member] = [await roots_of('24KTN'), await roots_of('24012')]
  assert.equal(of_partner.length, of_member.length + 1)
  assert.deepEqual(of_partner.slice(0, -1).toSorted(), of_member.toSorted())
})
