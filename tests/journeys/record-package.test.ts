/** The whole record in one file, verified by somebody who has nothing but the file and the root certificate. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { load_authority } from '../../src/platform/signing/index.ts'
import { read_package } from '../../src/standards/record-package/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'

const running = await start_test_site()
const [reception, doctor, archive] = await Promise.all(['reception', 'doctor', 'records_archive'].map(running.person))
assert.ok(reception && doctor && archive)
const dir = mkdtempSync(join(tmpdir(), 'package-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string; sheet: string }
const answers = { ...(await doctor('GET', `/api/sheets/${stay.sheet}`)).json['answers'], ...clinical_answers }
await doctor('PUT', `/api/sheets/${stay.sheet}/draft`, { seen_revision: 0, base_version: 1, tab: 'ba', answers })
const done = await doctor('POST', `/api/sheets/${stay.sheet}/complete`, {})
assert.equal(done.status, 200, done.text)
const { open_slots } = (await doctor('GET', `/api/sheets/${stay.sheet}`)).json as {
  open_slots: { slot: string; may_i: boolean }[]
}
const slot = open_slots.find(({ may_i }) => may_i)?.slot
assert.equal((await doctor('POST', `/api/sheets/${stay.sheet}/sign`, { slot })).status, 200)

const root = join(dir, 'root.pem')
writeFileSync(root, (await running.site.database.in_site(load_authority)).certificate_pem)
const verify = (bytes: Uint8Array, ...more: string[]) => {
  const file = join(dir, 'package.zip')
  writeFileSync(file, bytes)
  const run = spawnSync(process.execPath, ['bin/benhan.mjs', 'verify', file, ...more], { encoding: 'utf8' })
  return { status: run.status, said: run.stdout + run.stderr }
}

const made = await archive('GET', `/api/stays/${stay.encounter}/package.zip`)

test('one file holds every signed paper, the data in both forms, the certificates; the far end verifies it alone', () => {
  assert.equal(made.status, 200, made.text)
  const { manifest } = read_package(made.bytes)
  const kinds = manifest.files.map(({ what }) => what)
  for (const kind of ['pdf', 'hsba-xml', 'hsba-json', 'fhir', 'signature', 'certificate'])
    assert.ok(
      kinds.some((one) => one === kind),
      kind,
    )
  assert.ok(kinds.filter((kind) => kind === 'pdf').length >= 2, 'the printed whole and the signed sheet')
  assert.equal(manifest.facility.code, '24012')
  const { status, said } = verify(made.bytes, '--trust', root)
  assert.equal(status, 0, said)
  assert.match(said, /BS\. doctor/)
})

test('a flipped byte names the document; without the root nothing is believed', () => {
  const bytes = Buffer.from(made.bytes)
  const { manifest } = read_package(made.bytes)
  const target = manifest.files.find(({ what }) => what === 'hsba-xml')
  const at = bytes.indexOf(Buffer.from('<HoSoBenhAn')) + 400
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  const { status, said } = verify(bytes, '--trust', root)
  assert.equal(status, 1)
  assert.match(said, new RegExp(target?.title ?? 'HoSoBenhAn'))
  assert.equal(verify(made.bytes).status, 1, 'a root that lies in the package is no reason to trust it')
})

test('who may not take a copy away is refused', async () => {
  assert.equal((await doctor('GET', `/api/stays/${stay.encounter}/package.zip`)).status, 403)
  assert.equal((await archive('GET', '/api/stays/khong-co/package.zip')).status, 404)
})
