/** What a tray tells of a letter before it is opened: what the letter says, and nothing else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose_document, document_bytes, type DocumentSection } from '../../standards/documents/index.ts'
import { letter_input, district, plain_pdf } from '../../standards/documents/test-letters.ts'
import { code_system, extension_url, type Resource } from '../../standards/fhir/index.ts'
import { empty_hsba, to_xml } from '../../standards/hsba-exchange/index.ts'
import { filled_hsba } from '../../standards/hsba-exchange/test-filled.ts'
import { no_gist } from './letter-gist.ts'
import { read_data } from './read-data.ts'

const paper = await plain_pdf()

const gist_of = (sections: DocumentSection[]) => {
  const input = letter_input(district, paper, 'urn:uuid:0192f5a1-7c1e-7000-8000-000000000002')
  const bytes = document_bytes(compose_document({ ...input, sections }))
  return read_data([{ kind: 'fhir', bytes }]).gist
}

const condition = (id: string, text: string, code?: string): Resource => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p1' },
  code: { ...(code ? { coding: [{ system: code_system.icd10, code }] } : {}), text },
})

const request = (more: Record<string, unknown>): Resource => ({
  resourceType: 'ServiceRequest',
  id: 'r1',
  ...{ status: 'active', intent: 'order', subject: { reference: 'Patient/p1' } },
  occurrencePeriod: { start: '2026-11-22', end: '2026-12-04' },
  ...more,
})

const transfer_slip = () => {
  const [one] = filled_hsba().GiayChuyenVien.danhsach
  assert.ok(one)
  const said = { chandoan: 'Viêm phổi thùy', maicd: 'J18.1', lydochuyenvien: 'Vượt khả năng' }
  return { ...one, ...said, tinhtrangnguoibenh: 'Tỉnh, khó thở' }
}

test('a transfer says how urgent it is, of what, in which state, by what and when she left', () => {
  const main = condition('c2', 'Nhồi máu cơ tim cấp thành trước', 'I21.0')
  const gist = gist_of([
    {
      title: 'Yêu cầu chuyển',
      entries: [
        request({
          priority: 'stat',
          reasonCode: [
            { coding: [{ system: code_system.transfer_reason, code: '2' }], text: 'Vượt khả năng chuyên môn' },
          ],
          reasonReference: [{ reference: 'Condition/c2' }],
          extension: [
            {
              url: extension_url.transfer_way,
              extension: [
                { url: 'transport', valueCodeableConcept: { text: 'Xe cứu thương 115' } },
                { url: 'escort', valueString: 'Trần Thị Mai, Điều dưỡng hạng III' },
                { url: 'leaves_at', valueDateTime: '2026-11-22T01:10:00Z' },
              ],
            },
          ],
        }),
      ],
    },
    { title: 'Chẩn đoán', entries: [condition('c1', 'Tăng huyết áp', 'I10'), main] },
    {
      title: 'Tình trạng',
      code: { system: code_system.letter_section, code: 'condition', display: 'Tình trạng' },
      words: 'Tỉnh, HA 90/60 & mạch 110',
      entries: [],
    },
  ])
  assert.deepEqual(gist, {
    ...no_gist,
    ...{ urgency: 'emergency', diagnosis: 'Nhồi máu cơ tim cấp thành trước', diagnosis_code: 'I21.0' },
    ...{ reason: 'Vượt khả năng chuyên môn', condition: 'Tỉnh, HA 90/60 & mạch 110' },
    ...{ transport: 'Xe cứu thương 115', escort: 'Trần Thị Mai, Điều dưỡng hạng III' },
    leaves_at: '2026-11-22T08:10:00+07:00',
  })
})

test('what is not said is not made up, whatever a stranger writes in its place', () => {
  const listed = { title: 'Chẩn đoán', entries: [condition('c1', 'Gãy cổ xương đùi')] }
  assert.deepEqual(gist_of([listed]), { ...no_gist, diagnosis: 'Gãy cổ xương đùi' })
  for (const priority of ['routine', 'constructor', 'STAT'])
    assert.equal(gist_of([{ title: 'Yêu cầu', entries: [request({ priority })] }]).urgency, '', priority)
  assert.equal(gist_of([{ title: 'Yêu cầu', entries: [request({ priority: 'asap' })] }]).urgency, 'urgent')
  // An urgent test ordered during the stay is no urgent transfer.
  const order = { ...request({ priority: 'stat' }), occurrencePeriod: undefined }
  assert.equal(gist_of([{ title: 'Chỉ định', entries: [order] }]).urgency, '')
  const way = { url: extension_url.transfer_way, extension: [{ url: 'leaves_at', valueDateTime: 'hôm nay' }] }
  assert.equal(gist_of([{ title: 'Yêu cầu', entries: [request({ extension: [way] })] }]).leaves_at, '')
  assert.equal(gist_of([{ title: 'Chẩn đoán', entries: [condition('c1', 'dài '.repeat(200))] }]).diagnosis.length, 240)
  assert.deepEqual(read_data([{ kind: 'fhir', bytes: Buffer.from('{"resourceType":') }]).gist, no_gist)
  assert.deepEqual(read_data([]).gist, no_gist)
})

test('a slip says its day, an answer what became of her', () => {
  const slip = {
    resourceType: 'Appointment',
    id: 'a1',
    status: 'proposed',
    requestedPeriod: [{ start: '2026-12-15', end: '2026-12-15' }],
    participant: [],
  }
  assert.equal(gist_of([{ title: 'Hẹn khám lại', entries: [slip] }]).appointed_on, '2026-12-15')
  const outcome = { system: code_system.letter_section, code: 'outcome', display: 'Kết quả tiếp nhận' }
  const words = 'Chuyển về để điều trị tiếp\nTrả lời phiếu chuyển số 24012.PC.26.000001'
  assert.equal(gist_of([{ title: 'Kết quả', code: outcome, words, entries: [] }]).reason, 'Chuyển về để điều trị tiếp')
})

test('software that has only HoSoBenhAn is told of by its slip of transfer', () => {
  const record = empty_hsba()
  assert.deepEqual(read_data([{ kind: 'hsba', bytes: Buffer.from(to_xml(record)) }]).gist, no_gist)
  record.GiayChuyenVien.danhsach = [transfer_slip()]
  assert.deepEqual(read_data([{ kind: 'hsba', bytes: Buffer.from(to_xml(record)) }]).gist, {
    ...no_gist,
    ...{ diagnosis: 'Viêm phổi thùy', diagnosis_code: 'J18.1', reason: 'Vượt khả năng', condition: 'Tỉnh, khó thở' },
  })
})
