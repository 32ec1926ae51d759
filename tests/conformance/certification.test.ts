import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compactVerify, importJWK } from 'jose'
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
const stranger = async (code: string, careless = false): Promise<Vendor> => {
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
  return { ask, signers, memory: { done: new Set() }, careless }
}

test('a vendor that keeps the rules passes, and holds a report signed by the hub', async () => {
  const lines: string[] = []
  const run = await certify(await stranger('24012'), software, (line) => lines.push(line))
  assert.equal(run.state, 'passed', lines.join('\n'))
  assert.equal(run.steps.length, 9)
  assert.match(run.steps.find(({ code }) => code === 'answer')?.says ?? '', /chấp nhận/)
  const { keys } = (await (await fetch(`${hub.base}/lien-thong/jwks.json`)).json()) as {
    keys: Parameters<typeof importJWK>[0][]
  }
  const { payload, protectedHeader } = await compactVerify(
    run.report?.jws ?? '',
    await importJWK(keys[0] ?? {}, 'ES256'),
  )
  const said = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
  assert.equal(protectedHeader.typ, 'certification+jwt')
  assert.deepEqual([said['sub'], said['result'], said['declared']], ['24012', 'passed', software])
  assert.match(run.report?.text ?? '', /ĐẠT/)

  const sở = await hub.person('oversight')
  const { runs } = (await sở('GET', '/api/hub/certifications')).json as { runs: RunLine[] }
  assert.deepEqual([runs[0]?.facility, runs[0]?.state, runs[0]?.software.product], ['24012', 'passed', 'HIS Mẫu'])
  const path = `/api/hub/certifications/24012/${run.id}/withdraw`
  assert.equal((await (await hub.person('hub_operator'))('POST', path, { reason: 'x' })).status, 403)
  assert.equal((await sở('POST', path, {})).status, 422)
  assert.equal((await sở('POST', path, { reason: 'Lộ khóa' })).status, 200)
  assert.equal((await sở('POST', path, { reason: 'Lộ khóa' })).status, 404)
})

test('a vendor that accepts a badly signed letter fails, and is told in a sentence', async () => {
  const run = await certify(await stranger('01929', true), software, nothing)
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

  const over = await by_secret('DELETE', path)
  assert.equal(over.json['state'], 'abandoned', over.text)
  assert.match(over.json['report'].text, /BỎ DỞ/)
  assert.equal((await send(await letter())).status, 422, 'outside a run the partner takes nothing')
  const other = await stranger('01929')
  assert.equal((await other.ask('GET', path)).status, 404, 'a run is its own facility’s')
})
