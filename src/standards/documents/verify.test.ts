import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { identifier_system } from '../fhir/index.ts'
import { empty_hsba, to_json, to_xml } from '../hsba-exchange/index.ts'
import { issue_certificate, make_key_pair } from '../signatures/index.ts'
import { in_folder, run } from '../signatures/test-material.ts'
import { compose_document, document_bytes, seal_document, seal_subject, verify_submission } from './index.ts'
import type { DocumentTrust, Submission, VerdictReason } from './index.ts'
import {
  certified,
  district,
  letter_input,
  make_letter,
  make_part,
  plain_pdf,
  province,
  sign_paper,
  signed_at,
  trust_of,
  with_part,
  type LetterWish,
} from './test-letters.ts'

const trust = trust_of(district)
const reasons = (letter: Submission, known: DocumentTrust = trust): VerdictReason[] => [
  ...new Set(
    verify_submission(letter, known)
      .issues.filter(({ severity }) => severity === 'error')
      .map(({ reason }) => reason),
  ),
]

const letter = await make_letter()
const [pdf, fhir] = letter.parts
const fhir_bytes = fhir?.bytes ?? new Uint8Array()

/** The letter with another document inside, sealed again as a sender would. */
const with_document = async (
  change: (bundle: Record<string, unknown>) => Record<string, unknown>,
): Promise<Submission> => {
  const bundle = JSON.parse(Buffer.from(fhir_bytes).toString()) as Record<string, unknown>
  const bytes = document_bytes(change(bundle))
  return with_part(with_part(letter, 'fhir', bytes), 'seal', await seal_document(bytes, district.seal, signed_at))
}

test('a letter with the doctor, the seal and its data stands, and says who signed where', () => {
  const verdict = verify_submission(letter, trust)
  assert.deepEqual(verdict.issues, [])
  assert.equal(verdict.valid, true)
  assert.deepEqual(
    verdict.signatures.map(({ part, signer, slot, by, valid }) => ({ part, signer, slot, by, valid })),
    [
      { part: 'pdf', signer: 'Nguyễn Văn Á', slot: 'bac_si', by: 'person', valid: true },
      { part: 'pdf', signer: district.name, slot: 'co_so', by: 'sender', valid: true },
      { part: 'seal', signer: district.name, slot: undefined, by: 'sender', valid: true },
    ],
  )
})

const refusals: [string, LetterWish, VerdictReason[]][] = [
  ['nobody signed the paper', { signers: [] }, ['pdf-unsigned']],
  ['only the doctor signed, in November 2026', { signers: [['bac_si', district.doctor]] }, ['facility-missing']],
  ['only the facility signed', { signers: [['co_so', district.seal]] }, ['doctor-missing']],
  [
    'the seal on the paper is of another facility',
    {
      signers: [
        ['bac_si', district.doctor],
        ['co_so', certified(district.ca, seal_subject('24999', 'Phòng khám lạ'))],
      ],
    },
    ['wrong-facility'],
  ],
  [
    'the seal over the data is of another facility',
    { sealed_by: certified(district.ca, seal_subject('24999', 'Phòng khám lạ')) },
    ['wrong-facility'],
  ],
  ['the doctor sealed the data', { sealed_by: district.doctor }, ['wrong-facility']],
  [
    'a doctor of an authority nobody knows',
    {
      signers: [
        ['bac_si', province.doctor],
        ['co_so', district.seal],
      ],
    },
    ['certificate-untrusted', 'doctor-missing'],
  ],
  ['sealed tomorrow', { sealed_at: new Date('2026-11-21T09:00:00+07:00') }, ['signature-future']],
  ['the data are of a prescription', { document: { kind: 'prescription' } }, ['kind-mismatch']],
  [
    'the data are kept by another facility',
    {
      document: {
        custodian: {
          resourceType: 'Organization',
          identifier: [{ system: identifier_system.facility, value: '24001' }],
          name: 'Nơi khác',
        },
      },
    },
    ['custodian-mismatch'],
  ],
  ['the paper of another letter', { document: { pdf: undefined } }, ['digest-mismatch']],
  [
    'another number on the envelope',
    {
      submission: {
        person: { identifiers: [{ system: identifier_system.cccd, value: '024190000999' }], name: 'Trần Thị Bưởi' },
      },
    },
    ['person-mismatch'],
  ],
  [
    'another name on the envelope',
    { submission: { person: { identifiers: [], name: 'Trần Thị Bòng', birth_date: '1990' } } },
    ['person-mismatch'],
  ],
  [
    'another day of birth on the envelope',
    { submission: { person: { identifiers: [], name: 'Trần Thị Bưởi', birth_date: '1990-02-03' } } },
    ['person-mismatch'],
  ],
  [
    'another sex on the envelope',
    { submission: { person: { identifiers: [], name: 'Trần Thị Bưởi', gender: 'male' } } },
    ['person-mismatch'],
  ],
]

for (const [words, wish, expected] of refusals)
  test(`refused: ${words}`, async () => {
    const refused = await make_letter(wish)
    assert.deepEqual(reasons(refused), expected)
    for (const { message, expression } of verify_submission(refused, trust).issues) {
      assert.ok(expression, message)
      assert.match(message, /^\p{Lu}.+[^.]$/u)
    }
  })

test('the name on the envelope may be in capitals, without marks, in another order, the birth date a year', async () => {
  const person = { identifiers: [], name: 'BUOI TRAN THI', birth_date: '1990' }
  assert.deepEqual(reasons(await make_letter({ submission: { person } })), [])
})

test("before June 2026 the doctor's signature was enough for a letter (SIG-10)", async () => {
  const at = '2026-05-30T09:30:00+07:00'
  const old = await make_letter({
    signers: [['bac_si', district.doctor]],
    paper_signed_at: new Date(at),
    submission: { created_at: at },
    document: { created_at: at },
  })
  assert.deepEqual(reasons(old), [])
})

test('a byte of the paper, of the data or of the seal turned: named', async () => {
  const turned = (bytes: Uint8Array, at: number) => Buffer.from(bytes).fill((bytes[at] ?? 0) ^ 1, at, at + 1)
  const paper = pdf.bytes
  assert.deepEqual(reasons(with_part(letter, 'pdf', turned(paper, 700))).includes('digest-mismatch'), true)
  const data = Buffer.from(fhir_bytes).toString().replace('Viêm phổi thùy', 'Viêm phổi thuỳ')
  assert.deepEqual(reasons(with_part(letter, 'fhir', Buffer.from(data))), ['seal-invalid'])
  assert.deepEqual(reasons(with_part(letter, 'seal', Buffer.from('abc'))), ['seal-invalid'])
})

test('bytes behind the last signature of the paper are seen', async () => {
  const paper = Buffer.concat([pdf.bytes, Buffer.from('\n% thêm')])
  const refused = with_part(letter, 'pdf', paper)
  assert.ok(reasons(refused).includes('signature-invalid') || reasons(refused).includes('pdf-changed'))
})

test('a revoked certificate: the seal never, the doctor not from that day on', () => {
  const before = new Date('2026-11-19T00:00:00Z')
  const after = new Date('2026-11-20T02:45:00Z')
  const sealed = (revoked_at: Date): DocumentTrust => ({
    ...trust,
    seals: [{ certificate_pem: district.seal.certificate, revoked_at }],
  })
  assert.deepEqual(reasons(letter, sealed(before)), ['certificate-revoked', 'facility-missing'])
  assert.deepEqual(reasons(letter, sealed(after)), ['certificate-revoked', 'facility-missing'])
  const serial_of_doctor = verify_submission(letter, trust).signatures[0]?.serial
  const register = (at: Date): DocumentTrust => ({
    ...trust,
    revoked: ({ serial }) => (serial === serial_of_doctor ? at : undefined),
  })
  assert.deepEqual(reasons(letter, register(before)), ['certificate-revoked', 'doctor-missing'])
  assert.deepEqual(reasons(letter, register(after)), [])
})

test('a certificate that had expired when it was used: our signer refuses, a stranger with openssl does not', () => {
  const keys = make_key_pair()
  const until_june = { from: new Date('2026-01-01'), to: new Date('2026-06-30') }
  const wish = {
    subject: seal_subject(district.code, district.name),
    public_key_pem: keys.public_key_pem,
    serial: '77',
  }
  const certificate = issue_certificate(district.ca, { ...wish, validity: until_june })
  const cms = in_folder({ 'a.key': keys.private_key_pem, 'a.pem': certificate, 'a.json': fhir_bytes }, (path) => {
    const how = [
      '-sign',
      '-binary',
      '-md',
      'sha256',
      '-outform',
      'DER',
      '-signer',
      path('a.pem'),
      '-inkey',
      path('a.key'),
    ]
    run('openssl', 'cms', ...how, '-in', path('a.json'), '-out', path('a.p7s'))
    return readFileSync(path('a.p7s'))
  })
  const known = { ...trust, seals: [district.seal.certificate, certificate], at: new Date() }
  assert.deepEqual(reasons(with_part(letter, 'seal', cms), known), ['certificate-expired'])
})

test('missing parts: no data, no seal, no paper; a sender that has only PDF is let in with a warning', () => {
  const [main] = letter.parts
  const only = { ...letter, parts: [main] } satisfies Submission
  assert.deepEqual(reasons(only), ['fhir-missing'])
  const verdict = verify_submission(only, { ...trust, pdf_only: true })
  assert.equal(verdict.valid, true)
  assert.deepEqual(
    verdict.issues.map(({ severity, reason }) => [severity, reason]),
    [['warning', 'pdf-only']],
  )
  const unsealed: Submission = { ...letter, parts: [main, make_part('fhir', 'Dữ liệu', fhir_bytes)] }
  assert.deepEqual(reasons(unsealed), ['seal-missing'])
  const paperless: Submission = { ...letter, parts: [make_part('fhir', 'Dữ liệu', fhir_bytes)] }
  assert.deepEqual(reasons(paperless), ['pdf-missing', 'seal-missing'])
})

test('a second paper, or a paper beside what is encrypted, is not let through unseen', async () => {
  const second: Submission = { ...letter, parts: [...letter.parts, make_part('pdf', 'Bản khác', await plain_pdf())] }
  assert.deepEqual(reasons(second), ['part-unexpected'])
  const closed = Buffer.from('eyJhbGciOiJFQ0RILUVTIn0..aaaa.bbbb.cccc')
  const seal = make_part('seal', 'Chữ ký', await seal_document(closed, district.seal, signed_at))
  const both: Submission = { ...letter, parts: [make_part('encrypted', 'Mã hóa', closed), seal, pdf] }
  assert.deepEqual(reasons(both), ['part-unexpected'])
})

test('an earlier date on the envelope brings no older rule back, and must be the one in the document', async () => {
  const doctor_only: LetterWish = { signers: [['bac_si', district.doctor]] }
  const backdated = await make_letter({ ...doctor_only, submission: { created_at: '2026-05-01T08:00:00+07:00' } })
  assert.deepEqual(reasons(backdated), ['facility-missing', 'date-mismatch'])
})

test('what is encrypted for the receiver is judged by the seal around it', async () => {
  const content = Buffer.from('eyJhbGciOiJFQ0RILUVTIn0..aaaa.bbbb.cccc')
  const seal = await seal_document(content, district.seal, signed_at)
  const closed: Submission = {
    ...letter,
    parts: [make_part('encrypted', 'Mã hóa', content), make_part('seal', 'Chữ ký', seal)],
  }
  const verdict = verify_submission(closed, trust)
  assert.equal(verdict.valid, true)
  assert.deepEqual(
    verdict.issues.map(({ reason }) => reason),
    ['unreadable-for-hub'],
  )
  assert.deepEqual(reasons(with_part(closed, 'encrypted', Buffer.from('khác'))), ['seal-invalid'])
})

test('a HoSoBenhAn beside the paper is read: of the same person, and no bomb', async () => {
  const record = empty_hsba()
  Object.assign(record.ThongTinBenhNhan, { hoten: 'TRẦN THỊ BƯỞI', ngaysinh: '00/00/1990', gioitinh: 'Nữ' })
  const beside = (text: string): Submission => ({
    ...letter,
    parts: [...letter.parts, make_part('hsba', 'HoSoBenhAn', Buffer.from(text))],
  })
  assert.deepEqual(reasons(beside(to_xml(record))), [])
  const warned = verify_submission(beside(to_xml(record)), trust).issues
  assert.deepEqual(
    warned.map(({ severity, reason }) => [severity, reason]),
    [['warning', 'part-unbound']],
  )
  assert.deepEqual(reasons(beside(to_json(record))), [])
  record.ThongTinBenhNhan.gioitinh = 'Nam'
  assert.deepEqual(reasons(beside(to_xml(record))), ['person-mismatch'])
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><HoSoBenhAn>&b;</HoSoBenhAn>'
  assert.deepEqual(reasons(beside(bomb)), ['hsba-unreadable'])
})

test('a document of a later shape is refused by name, an unknown claim of another guide is not', async () => {
  const later = await with_document((bundle) => ({
    ...bundle,
    meta: { profile: ['https://benhanmo.vn/fhir/StructureDefinition/exchange-document|2027.01'] },
  }))
  assert.deepEqual(reasons(later), ['schema-unknown'])
  assert.match(verify_submission(later, trust).issues[0]?.message ?? '', /2027\.01/)
  const ips = 'http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips|2.0.0'
  assert.deepEqual(reasons(await with_document((bundle) => ({ ...bundle, meta: { profile: [ips] } }))), [])
})

test('data that are no FHIR document are refused, with the place', async () => {
  assert.deepEqual(reasons(await with_document((bundle) => ({ ...bundle, type: 'collection' }))), ['fhir-unreadable'])
  assert.deepEqual(reasons(await with_document((bundle) => ({ ...bundle, timestamp: 'hôm qua' }))), ['fhir-invalid'])
  const torn = Buffer.concat([Buffer.from('{'), Buffer.from([0xff])])
  const seal = await seal_document(torn, district.seal, signed_at)
  assert.deepEqual(reasons(with_part(with_part(letter, 'fhir', torn), 'seal', seal)), ['fhir-unreadable'])
})

test('the harmless file of the virus scanners is found plain and in base64, wherever it lies', async () => {
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
  const paper = await sign_paper(await plain_pdf(), [
    ['bac_si', district.doctor],
    ['co_so', district.seal],
  ])
  for (const before of ['', 'a', 'ab', 'abc']) {
    const data = Buffer.from(`${before}${eicar}zz`).toString('base64')
    const binary = { resourceType: 'Binary', contentType: 'text/plain', data }
    const bytes = document_bytes(compose_document({ ...letter_input(district, paper, pdf.identity), others: [binary] }))
    assert.ok(reasons(with_part(letter, 'fhir', bytes)).includes('malware'))
  }
  assert.ok(reasons(with_part(letter, 'pdf', Buffer.concat([paper, Buffer.from(eicar)]))).includes('malware'))
})
