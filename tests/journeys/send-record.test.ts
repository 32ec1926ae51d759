/** The whole record goes as a letter: on a basis, verified file by file at both ends, with what cannot go said beforehand. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { IncomingLetter } from '../../src/network/exchange/contract.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const { hub, a, b } = await start_three_houses()
const [reception, doctor, archive] = await Promise.all(['reception', 'doctor', 'records_archive'].map(a.person))
const reception_b = await b.person('reception.b')
assert.ok(reception && doctor && archive)

const until = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
  for (let i = 0; i < 400; i += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error('it never came')
}

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string; sheet: string }
const answers = { ...(await doctor('GET', `/api/sheets/${stay.sheet}`)).json['answers'], ...clinical_answers }
await doctor('PUT', `/api/sheets/${stay.sheet}/draft`, { seen_revision: 0, base_version: 1, tab: 'ba', answers })
assert.equal((await doctor('POST', `/api/sheets/${stay.sheet}/complete`, {})).status, 200)
const { open_slots } = (await doctor('GET', `/api/sheets/${stay.sheet}`)).json as {
  open_slots: { slot: string; may_i: boolean }[]
}
const slot = open_slots.find(({ may_i }) => may_i)?.slot
assert.equal((await doctor('POST', `/api/sheets/${stay.sheet}/sign`, { slot })).status, 200)

const way = `/api/stays/${stay.encounter}/send-record`
const scan = Buffer.from('%PDF-1.4 phiếu yêu cầu đã ký')
const request = { content_type: 'application/pdf', data: scan.toString('base64') }
const came = () =>
  until(async () => {
    const trays = await Promise.all(
      ['unmatched', 'coming', 'red'].map((tray) => reception_b('GET', `/api/exchange/incoming?tray=${tray}`)),
    )
    return trays.flatMap(({ json }) => json['lines'] as Json[]).find(({ kind }) => kind === 'record')
  })

test('nothing leaves without a basis that can be shown, nor by somebody who may not take a copy away', async () => {
  const refused = async (wish: Json, status: number, words: RegExp, by = archive) => {
    const answer = await by('POST', way, { recipient: '01929', ...wish })
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.text, words)
  }
  await refused({}, 422, /căn cứ/)
  await refused({ basis: 'patient-request' }, 422, /phiếu yêu cầu có chữ ký/)
  await refused({ basis: 'patient-request', request: { ...request, content_type: 'text/html' } }, 422, /PDF, JPEG/)
  await refused({ basis: 'law' }, 422, /điều luật/)
  await refused({ basis: 'emergency', reason: 'gấp' }, 422, /lý do/)
  await refused({ basis: 'transfer', recipient: '24012' }, 422, /chính cơ sở này/)
  await refused({ basis: 'transfer' }, 403, /./, doctor)
  assert.equal(((await archive('GET', '/api/exchange/outgoing?tray=open')).json['lines'] as Json[]).length, 0)
})

test('a package that is too large is refused with what to do instead, and nothing of it is kept', async () => {
  const set = (value: number) =>
    a.site.database.in_site((sql) =>
      sql.query(
        "UPDATE access.facility SET settings = settings || jsonb_build_object('record_max_mb', $1::numeric) WHERE code = '24012'",
        [value],
      ),
    )
  await set(0.001)
  const answer = await archive('POST', way, { recipient: '01929', basis: 'transfer' })
  assert.equal(answer.status, 413, answer.text)
  assert.match(answer.text, /lớn hơn mức 0.001 MB.*record_max_mb/)
  await set(16)
})

test('the record lies at B with its documents, each with its signers and verdict; the basis and the scan’s digest beside', async () => {
  const sent = await archive('POST', way, { recipient: '01929', basis: 'patient-request', request })
  assert.equal(sent.status, 201, sent.text)
  const line = await came()
  const letter = (await reception_b('GET', `/api/exchange/incoming/${line['id']}`)).json as IncomingLetter
  assert.equal(letter.verdict, 'good', JSON.stringify(letter.checks.issues))
  assert.doesNotMatch(JSON.stringify(letter.checks), /đối chiếu|người bệnh khác|hai người/, 'its paper names her')
  assert.equal(letter.basis?.code, 'patient-request')
  assert.match(letter.basis?.confirmed_by ?? '', /Chữ ký trên giấy/)
  const files = letter.checks.package?.files ?? []
  assert.ok(files.filter(({ what }) => what === 'pdf').length >= 2, JSON.stringify(files))
  assert.ok(files.every(({ problem }) => problem === ''))
  assert.ok(
    files.some(({ signers }) => signers.some((one) => /BS\. doctor|Bệnh viện/.test(one))),
    JSON.stringify(files),
  )
  const paper = files.find(({ what }) => what === 'pdf')
  const opened = await reception_b(
    'GET',
    `/api/exchange/letters/${letter.id}/package?file=${encodeURIComponent(paper?.name ?? '')}`,
  )
  assert.equal(new TextDecoder().decode(opened.bytes.slice(0, 5)), '%PDF-')
  assert.equal((await reception_b('GET', `/api/exchange/letters/${letter.id}/package?file=x.pdf`)).status, 404)

  const digest = createHash('sha256').update(scan).digest('hex')
  const kept = await a.site.database.in_facility('24012', (sql) =>
    sql.query<{ sha256: string; outgoing: string }>('SELECT sha256, outgoing FROM exchange.disclosure_request'),
  )
  assert.deepEqual(kept.rows, [{ sha256: digest, outgoing: sent.json['id'] }])
  const list = await hub.site.database.in_facility('24012', (sql) =>
    sql.query<{ basis: Json }>("SELECT about -> 'basis' AS basis FROM hub.delivery WHERE kind = 'record'"),
  )
  assert.equal(list.rows[0]?.basis['request_sha256'], digest)
})

test('a byte that flipped is found at the hub’s door, and the document is named to its sender', async () => {
  const owner = new pg.Client({ connectionString: a.url })
  await owner.connect()
  await owner.query('UPDATE exchange.hub_link SET is_on = false')
  const sent = await archive('POST', way, { recipient: '01929', basis: 'transfer' })
  assert.equal(sent.status, 201, sent.text)
  const id = sent.json['id'] as string
  // Before it leaves, a bit turns where it lies.
  const where = "letter = $1 AND kind = 'package'"
  const [part] = (await owner.query<{ bytes: Buffer }>(`SELECT bytes FROM exchange.part WHERE ${where}`, [id])).rows
  const bytes = Buffer.from(part?.bytes ?? [])
  const at = bytes.indexOf('<HoSoBenhAn') + 400
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  await owner.query(`UPDATE exchange.part SET bytes = $2 WHERE ${where}`, [id, bytes])
  await owner.query('UPDATE exchange.hub_link SET is_on = true, away_until = NULL')
  await owner.end()
  const held = await until(async () => {
    const { json } = await archive('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === 'held' ? json : undefined
  })
  assert.match(String(held['reason']), /“HoSoBenhAn” \(du-lieu\/\d+-hosobenhan\.xml\)/)
})
