import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { make_letter } from '../documents/test-letters.ts'
import { document_kinds, type DocumentKind, type Submission } from '../documents/index.ts'
import { validate_invariants, validate_resource } from '../fhir-validation/index.ts'
import { read_provide_bundle, write_provide_bundle } from './index.ts'
import { binary, bundle, document, list, paper, patient, sha1, usual, type Json } from './test-strangers.ts'

const letter = await make_letter()
const errors = (value: unknown) => [
  ...validate_resource(value).filter(({ severity }) => severity === 'error'),
  ...validate_invariants(value as Json).filter(({ severity }) => severity === 'error'),
]
const over_the_wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Bytes are compared as bytes, whatever array they lie in. */
const plain = ({ parts, ...facts }: Submission) => ({
  ...facts,
  parts: parts.map(({ bytes, ...part }) => ({ ...part, bytes: Buffer.from(bytes).toString('hex') })),
})

test('what we send is a valid transaction of FHIR R4, the same each time', () => {
  const sent = write_provide_bundle(letter)
  assert.deepEqual(errors(sent), [])
  assert.deepEqual(write_provide_bundle(letter), sent)
})

test('the SubmissionSet says who sends what to whom, as MHD wants it', () => {
  const [first] = write_provide_bundle({ ...letter, identity: 'urn:uuid:00000000-0000-4000-8000-000000000010' })[
    'entry'
  ] as Json[]
  const set = first?.['resource'] as Json
  assert.deepEqual(set['identifier'], [
    { use: 'official', system: 'urn:ietf:rfc:3986', value: 'urn:uuid:00000000-0000-4000-8000-000000000010' },
    { use: 'usual', system: 'urn:ietf:rfc:3986', value: 'urn:oid:2.25.302240678275694148452368' },
  ])
  assert.match(JSON.stringify(set['extension']), /ihe-sourceId.*24012.*ihe-intendedRecipient.*24001/)
})

test('paper, data and seal hang together: transforms, signs; a correction replaces', () => {
  const replaces = 'urn:uuid:11111111-1111-4111-8111-111111111111'
  const entries = write_provide_bundle({ ...letter, replaces })['entry'] as Json[]
  const told = entries.slice(1, 4).map(({ resource }) => (resource as Json)['relatesTo'])
  const url = (i: number) => entries[i]?.['fullUrl']
  assert.deepEqual(told, [
    [
      {
        code: 'replaces',
        target: { type: 'DocumentReference', identifier: { system: 'urn:ietf:rfc:3986', value: replaces } },
      },
    ],
    [{ code: 'transforms', target: { reference: url(1) } }],
    [{ code: 'signs', target: { reference: url(2) } }],
  ])
})

/** The same numbers each run (a linear congruential generator), so that a failure can be looked at again. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648

const any_submission = (next: () => number): Submission => {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T
  const text = () =>
    Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(['Đỗ', 'Thị', 'ẩ"<', 'é\u0301', 'x'])).join(' ')
  const hex = (n: number) => Array.from({ length: n }, () => Math.floor(next() * 16).toString(16)).join('')
  const urn = () => `urn:uuid:${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
  const bytes = () => Buffer.from(Array.from({ length: 1 + Math.floor(next() * 300) }, () => Math.floor(next() * 256)))
  const [main, ...more] = letter.parts.map((part) => ({ ...part, identity: urn(), title: text(), bytes: bytes() }))
  return {
    ...{
      identity: urn(),
      kind: pick(Object.keys(document_kinds)) as DocumentKind,
      title: text(),
      sender: pick(['24012', '24001']),
    },
    recipients: next() < 0.3 ? [] : [...new Set([pick(['01001', '24001']), pick(['24002', '24003'])])],
    person: {
      identifiers: [{ system: 'http://fhir.hl7.org.vn/core/sid/cccd', value: hex(12) }].slice(next() < 0.2 ? 1 : 0),
      name: text(),
      ...(next() < 0.5 ? { birth_date: pick(['1990', '1990-03', '1990-03-02']) } : {}),
      ...(next() < 0.5 ? { gender: pick(['male', 'female', 'unknown'] as const) } : {}),
    },
    author: {
      name: text(),
      identifiers: [{ system: 'https://benhanmo.vn/fhir/sid/x', value: hex(4) }].slice(next() < 0.5 ? 1 : 0),
    },
    created_at: pick(['2026-11-20T09:30:00+07:00', '2026-01-01T00:00:00.5Z']),
    ...(next() < 0.5 ? { period: pick([{ start: '2026-11-01' }, { end: '2026-11-20T09:30:00+07:00' }]) } : {}),
    ...(next() < 0.5 ? { replaces: urn() } : {}),
    ...pick([
      {},
      { basis: { code: 'transfer', law: text() } },
      { basis: { code: 'patient-request', request_sha256: hex(64), confirmed_by: text(), reason: text() } },
      { basis: { code: 'patient-request', request_sha256: hex(64), confirmed_by: text(), asked_as: 'both' } },
    ] as const),
    labels: pick([[], ['HIV'], ['PSY', 'SEX']]),
    parts: main ? [main, ...more.slice(0, Math.floor(next() * 3))] : letter.parts,
  }
}

test('whatever is written is read again as it was', () => {
  const next = numbers(20261121)
  for (let i = 0; i < 200; i += 1) {
    const sent = any_submission(next)
    assert.deepEqual(plain(read_provide_bundle(over_the_wire(write_provide_bundle(sent))).submission), plain(sent))
  }
})

test('each entry of the message is told with the part it became', () => {
  const { entries } = read_provide_bundle(write_provide_bundle(letter))
  assert.deepEqual(
    entries.map(({ kind, part }) => [kind, part]),
    [
      ...[
        ['List', undefined],
        ['DocumentReference', 0],
        ['DocumentReference', 1],
        ['DocumentReference', 2],
      ],
      ...[
        ['Binary', 0],
        ['Binary', 1],
        ['Binary', 2],
      ],
    ],
  )
})

test("a stranger's message: an OID for a name, a Patient sent along, recipient contained, PractitionerRole, SHA-1", () => {
  assert.deepEqual(errors(usual()), [])
  const { submission } = read_provide_bundle(usual())
  assert.equal(submission.kind, 'transfer-letter')
  assert.equal(submission.identity, 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0')
  assert.deepEqual([submission.sender, submission.recipients], ['24012', ['24001']])
  assert.deepEqual(submission.person, {
    identifiers: patient.identifier,
    ...{ name: 'Trần Thị Bưởi', birth_date: '1990-03-02', gender: 'female' },
  })
  assert.equal(submission.author.name, 'BS Lê Văn Tám')
  assert.deepEqual(submission.labels, ['R'])
  assert.match(submission.parts[0].identity, /^urn:uuid:/)
  assert.equal(submission.parts[0].identity, read_provide_bundle(usual()).submission.parts[0].identity)
  assert.deepEqual(submission.parts[0].bytes, paper)
})

test('other ways strangers write: Comprehensive, contained Patient, data in the attachment, hash of hex digits', () => {
  const contained = {
    contained: [{ ...patient, id: 'nguoi-benh' }],
    subject: { display: 'Trần Thị Bưởi' },
    context: { sourcePatientInfo: { reference: '#nguoi-benh' } },
    author: undefined,
  }
  const attachment = {
    url: undefined,
    data: paper.toString('base64'),
    hash: Buffer.from(sha1(paper).toString('hex')).toString('base64'),
  }
  const sent = over_the_wire(
    bundle(
      [
        ['1', list({ subject: undefined })],
        ['2', document(contained, attachment)],
      ],
      'IHE.MHD.Comprehensive.ProvideBundle',
    ),
  )
  const { submission } = read_provide_bundle(sent)
  assert.equal(submission.person.identifiers[0]?.value, '024190000123')
  assert.equal(submission.author.name, '')
  assert.deepEqual(submission.parts[0].bytes, paper)
})

test('the replaced document that is marked in the same message is left to the hub', () => {
  const old = { ...document(), id: '1', status: 'superseded' }
  const replaces = { relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/1' } }] }
  const { submission, entries } = read_provide_bundle(
    bundle([
      ['1', list()],
      ['2', document({ ...replaces, masterIdentifier: { system: 'urn:x', value: '2' } })],
      ['3', binary],
      ['9', patient],
      ['8', old, 'PUT'],
    ]),
  )
  assert.equal(submission.parts.length, 1)
  assert.match(submission.replaces ?? '', /^urn:uuid:/)
  assert.deepEqual(entries.at(-1), { index: 4, kind: 'DocumentReference' })
})

test('sender and recipient may come from the way the message was sent', () => {
  const silent = bundle([
    [
      '1',
      list({
        contained: undefined,
        extension: [
          {
            url: 'https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId',
            valueIdentifier: { value: 'urn:oid:1.2' },
          },
        ],
      }),
    ],
    ['2', document({ custodian: undefined })],
    ['3', binary],
    ['9', patient],
  ])
  const { submission } = read_provide_bundle(over_the_wire(silent), { sender: '24015', recipients: ['24001'] })
  assert.deepEqual([submission.sender, submission.recipients], ['24015', ['24001']])
})

const at_document = 'Bundle.entry[1].resource'
const refusals: [string, unknown, number, string][] = [
  ['no Bundle at all', { resourceType: 'Patient' }, 400, 'Bundle.type'],
  ['a batch', { ...usual(), type: 'batch' }, 400, 'Bundle.type'],
  [
    'no SubmissionSet',
    bundle([
      ['9', patient],
      ['2', document()],
      ['3', binary],
    ]),
    422,
    'Bundle.entry',
  ],
  ['nothing in it', bundle([['1', list({ entry: undefined })]]), 422, 'Bundle.entry'],
  [
    'a folder',
    bundle([
      ['1', list()],
      ['2', document()],
      ['3', binary],
      ['9', patient],
      ['5', list({ code: { coding: [{ code: 'folder' }] } })],
    ]),
    422,
    'Bundle.entry[4].resource.code',
  ],
  [
    'an Observation among the papers',
    bundle([
      ['1', list()],
      ['2', document()],
      ['3', binary],
      ['9', patient],
      ['4', { resourceType: 'Observation', status: 'final', code: { text: 'x' } }],
    ]),
    422,
    'Bundle.entry[4].resource',
  ],
  [
    'a Binary that is not there',
    bundle([
      ['1', list()],
      ['2', document()],
      ['9', patient],
    ]),
    422,
    `${at_document}.content[0].attachment.url`,
  ],
  [
    'another size',
    bundle([
      ['1', list()],
      ['2', document({}, { size: 5 })],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    `${at_document}.content[0].attachment.size`,
  ],
  [
    'another hash',
    bundle([
      ['1', list()],
      ['2', document({}, { hash: sha1(Buffer.from('x')).toString('base64') })],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    `${at_document}.content[0].attachment.hash`,
  ],
  [
    'a kind nobody knows',
    bundle([
      ['1', list()],
      ['2', document({ type: { text: 'Thư tay' } })],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    `${at_document}.type`,
  ],
  [
    'a film',
    bundle([
      ['1', list()],
      ['2', document({}, { contentType: 'video/mp4' })],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    `${at_document}.content[0].attachment.contentType`,
  ],
  [
    'no identity',
    bundle([
      ['1', list()],
      ['2', document({ masterIdentifier: undefined })],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    `${at_document}.masterIdentifier`,
  ],
  [
    'nobody it is about',
    bundle([
      ['1', list({ subject: undefined })],
      ['2', document({ subject: undefined })],
      ['3', binary],
    ]),
    422,
    `${at_document}.subject`,
  ],
  [
    'a document the list names and nobody sent',
    bundle([
      ['1', list({ entry: [{ item: { reference: 'urn:uuid:aaaaaaaa-bbbb-4ccc-8ddd-e00333300007' } }] })],
      ['2', document()],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    'Bundle.entry[0].resource.entry[0].item',
  ],
  [
    'a recipient without a code',
    bundle([
      [
        '1',
        list({
          contained: undefined,
          extension: [
            {
              url: 'https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-intendedRecipient',
              valueReference: { display: 'Bệnh viện tỉnh' },
            },
          ],
        }),
      ],
      ['2', document()],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    'Bundle.entry[0].resource.extension',
  ],
  [
    'no FHIR',
    bundle([
      ['1', list({ date: 'hôm qua' })],
      ['2', document()],
      ['3', binary],
      ['9', patient],
    ]),
    422,
    'Bundle.entry[0].resource.date',
  ],
]

for (const [words, sent, status, expression] of refusals)
  test(`refused with its place: ${words}`, () => {
    assert.throws(
      () => read_provide_bundle(over_the_wire(sent)),
      (error) =>
        error instanceof Failure &&
        error.status === status &&
        error.issues.some((issue) => issue.expression === expression || assert.fail(JSON.stringify(error.issues))),
    )
  })

test('two persons in one sending, one identity for two papers: refused', () => {
  const other = document({
    subject: { identifier: { system: patient.identifier[0]?.system, value: '1' } },
    masterIdentifier: { system: 'urn:x', value: '2' },
  })
  const two = (second: Json) =>
    over_the_wire(
      bundle([
        ['1', list()],
        ['2', document()],
        ['3', binary],
        ['9', patient],
        ['4', second],
      ]),
    )
  assert.throws(() => read_provide_bundle(two(other)), /cùng một người bệnh/)
  assert.throws(() => read_provide_bundle(two(document())), /cùng một mã tài liệu/)
})
