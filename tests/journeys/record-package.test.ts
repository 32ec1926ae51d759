/** The whole record in one file, verified by somebody who has nothing but the file and the root certificate. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { seed_drugs } from '../../src/departments/prescribing/index.ts'
import type { DraftBody, Drug } from '../../src/departments/prescribing/contract.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { keep_revocation_list, load_authority } from '../../src/platform/signing/index.ts'
import { write_crl } from '../../src/standards/signatures/index.ts'
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

const prescribe = async (): Promise<string> => {
  const owner = open_database(running.url, { role: 'benhan_catalog', connections_max: 1 })
  await owner.in_site((sql) => seed_drugs(sql))
  await owner.close()
  const [drug] = (await doctor('GET', '/api/drugs?q=para%20500')).json as unknown as Drug[]
  assert.ok(drug)
  await running.site.store.unit(
    {
      ...{ facility: '24012', purpose: 'TREAT', address: '', request_id: '' },
      actor: { id: 'pr-doctor', name: 'BS', role: 'system', kind: 'system' },
    },
    (unit) =>
      unit.create({
        resourceType: 'AllergyIntolerance',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
        },
        code: { text: 'Không dị ứng' },
        patient: { reference: `Patient/${patient}` },
      }),
  )
  const body: DraftBody = {
    ...{ advice: '', reexam_days: null, weight_kg: null, guardian: '', recipient_name: '', recipient_identity: '' },
    ...{ replaces: '', replace_reason: '', reasons: {}, diagnoses: [{ code: 'J18.1', text: 'Viêm phổi thùy' }] },
    lines: [
      {
        ...{ id: 'p1', drug, dose: 1, dose_unit: drug.unit, times_per_day: 2, days: 5 },
        ...{ time_of_use: 'sau ăn', quantity: null, note: '' },
      },
    ],
  }
  const saved = await doctor('PUT', `/api/prescribing/${stay.encounter}/draft`, { revision: 0, body })
  assert.equal(saved.status, 200, saved.text)
  const signed = await doctor('POST', `/api/prescribing/${stay.encounter}/sign`, { revision: saved.json['revision'] })
  assert.equal(signed.status, 201, signed.text)
  return signed.json['prescriptions'][0].code as string
}

/** What the authority says of certificates from now on. */
const publish_list = async (revoked: { serial: string; at: Date }[], at = new Date()): Promise<void> => {
  await running.site.database.in_site(async (sql) => {
    const authority = await load_authority(sql)
    const bytes = write_crl(authority, { this_update: at, next_update: new Date(at.getTime() + 86_400_000), revoked })
    await keep_revocation_list(sql, { bytes, issuer_pem: authority.certificate_pem, source: 'test' })
  })
}
const pack = async (): Promise<Uint8Array> => {
  const answer = await archive('GET', `/api/stays/${stay.encounter}/package.zip`)
  assert.equal(answer.status, 200, answer.text)
  return answer.bytes
}

test('the prescription of the stay and the lists of its authorities come along', async () => {
  const code = await prescribe()
  await publish_list([], new Date(Date.now() - 1_000))
  const bytes = await pack()
  const files = read_package(bytes).manifest.files
  assert.ok(files.some(({ what, title }) => what === 'pdf' && title === `Đơn thuốc ${code}`))
  assert.equal(files.filter(({ what }) => what === 'crl').length, 1)
  const { status, said } = verify(bytes, '--trust', root)
  assert.equal(status, 0, said)
})

test('a certificate its authority took back before the signing is told at the far end, by the package alone', async () => {
  const { rows } = await running.site.database.in_site((sql) =>
    sql.query<{ certificate_pem: string }>("SELECT certificate_pem FROM signing.certificate WHERE owner = 'pr-doctor'"),
  )
  const serial = new X509Certificate(rows[0]?.certificate_pem ?? '').serialNumber
  await publish_list([{ serial, at: new Date(Date.now() - 3_600_000) }])
  const { status, said } = verify(await pack(), '--trust', root)
  assert.equal(status, 1, said)
  assert.match(said, /đã bị thu hồi ngày/)
})

test('who may not take a copy away is refused', async () => {
  assert.equal((await doctor('GET', `/api/stays/${stay.encounter}/package.zip`)).status, 403)
  assert.equal((await archive('GET', '/api/stays/khong-co/package.zip')).status, 404)
})
