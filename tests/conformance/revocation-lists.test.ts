import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run_console } from '../../src/apps/console/run.ts'
import { fetch_revocation_lists, put_revocation_source } from '../../src/platform/signing/index.ts'
import { certified, doctor_subject, make_letter, type House } from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { read_certificate_summary, write_crl } from '../../src/standards/signatures/index.ts'
import { until } from '../exchange-world.ts'
import { start_test_hub } from '../test-hub.ts'

/** Issue 4, Trust: lists of revoked certificates (CRL), from a file and from an address, at the door of a hub. */
const hub = await start_test_hub()
const house = hub.house('24012')
const member = await hub.member('24012')
const dir = mkdtempSync(join(tmpdir(), 'benhan-crl-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const issuer_path = join(dir, 'ca.pem')
writeFileSync(issuer_path, house.ca.certificate_pem)

const hour_ms = 3_600_000
const list = (of: House, revoked: string[], { from_h = -1, to_h = 24 } = {}): Uint8Array =>
  write_crl(of.ca, {
    ...{ this_update: new Date(Date.now() + from_h * hour_ms), next_update: new Date(Date.now() + to_h * hour_ms) },
    revoked: revoked.map((serial) => ({ serial, at: new Date(Date.now() - 2 * hour_ms) })),
  })

const benhan = async (...args: string[]): Promise<{ code: number; said: string }> => {
  let said = ''
  const hear = (line: string): void => void (said += `${line}\n`)
  const code = await run_console(args, () => Promise.resolve({ url: hub.url, close: () => Promise.resolve() }), {
    ...{ say: hear, write: hear, complain: hear },
  })
  return { code, said }
}

const import_list = (bytes: Uint8Array, issuer = issuer_path) => {
  const path = join(dir, 'list.crl')
  writeFileSync(path, bytes)
  return benhan('revocation', 'import', path, '--issuer', issuer)
}

const signers = (doctor = house.doctor): [string, typeof doctor][] => [
  ['bac_si', doctor],
  ['co_so', house.seal],
]
const post = async (doctor = house.doctor) => {
  const at = new Date(Date.now() - 60_000)
  const letter = await make_letter({
    ...{
      house,
      signers: signers(doctor),
      sealed_at: at,
      paper_signed_at: at,
      document: { created_at: at.toISOString() },
    },
    submission: { recipients: ['01929'], created_at: at.toISOString() },
  })
  return member('POST', '/fhir', write_provide_bundle(letter))
}

const other = certified(house.ca, { ...doctor_subject(house), identifier: 'CCHN:001234/BG-CCHN' })
const serial_of = (pem: string): string => read_certificate_summary(pem).serial

test('without a list the hub’s own register is all there is; nothing is warned of', async () => {
  const taken = await post()
  assert.equal(taken.status, 200, taken.text)
  assert.doesNotMatch(taken.text, /thu hồi/)
})

test('a revoked doctor is refused at the door, with the day; her colleague is not', async () => {
  const imported = await import_list(list(house, [serial_of(other.certificate)]))
  assert.equal(imported.code, 0, imported.said)
  assert.match(imported.said, /1 chứng thư/)
  const refused = await until('the list counts', async () => {
    const answer = await post(other)
    return answer.status === 422 && answer
  })
  assert.match(refused.text, /đã bị thu hồi ngày/)
  assert.equal((await post()).status, 200)
})

test('a revoked seal too', async () => {
  await import_list(list(house, [serial_of(house.seal.certificate)], { from_h: -0.5 }))
  await until('the list counts', async () => (await post()).status === 422)
})

test('an outdated list: taken, and said to be unknown; an older one does not take a newer one’s place', async () => {
  const older = await import_list(list(house, [], { from_h: -3 }))
  assert.match(older.said, /cũ hơn bản đang giữ/)
  await import_list(list(house, [], { from_h: -0.2, to_h: -0.1 }))
  const taken = await until('the list counts', async () => {
    const answer = await post()
    return answer.status === 200 && answer
  })
  assert.match(taken.text, /CRL.*quá hạn cập nhật/)
  const state = await benhan('revocation', 'state')
  assert.equal(state.code, 1)
  assert.match(state.said, /QUÁ HẠN/)
})

test('a list of somebody else, a changed one, no list: refused in words', async () => {
  assert.match((await import_list(list(hub.house('01929'), []))).said, /không do .* ký, hoặc đã bị sửa/)
  assert.notEqual((await import_list(Buffer.from('x'))).code, 0)
  assert.match((await benhan('revocation', 'import', issuer_path)).said, /--issuer/)
})

test('fetched from its address; what fails is said, and what is kept stays', async () => {
  let answers: (() => Uint8Array | undefined)[] = []
  const server = createServer((_asked, answer) => {
    const bytes = answers.shift()?.()
    if (bytes) answer.end(bytes)
    else answer.writeHead(503).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/ca.crl`
  answers = [() => list(house, ['A1'], { from_h: -0.01 }), () => undefined]
  const put = () => hub.site.database.in_site((sql) => put_revocation_source(sql, url, house.ca.certificate_pem))
  await put()
  assert.equal(await fetch_revocation_lists(hub.site.database), 1)
  assert.equal((await benhan('revocation', 'state')).code, 0)
  assert.equal(await fetch_revocation_lists(hub.site.database), 0, 'not before its time')
  await put()
  assert.equal(await fetch_revocation_lists(hub.site.database), 0)
  const state = await benhan('revocation', 'state')
  assert.match(state.said, /HTTP 503/)
  assert.match(state.said, /1 chứng thư/)
})
