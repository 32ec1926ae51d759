import assert from 'node:assert/strict'
import { test } from 'node:test'
import { list_of, object_of, text_of } from '../fhir/index.ts'
import { validate_invariants, validate_resource } from '../fhir-validation/index.ts'
import { compose_document, document_bytes, needed_signatures, read_document } from './index.ts'
import { district, letter_input, plain_pdf } from './test-letters.ts'

const input = letter_input(district, await plain_pdf(), 'urn:uuid:0193a000-0000-7000-8000-000000000001')
const bundle = compose_document(input)

const references_in = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(references_in)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) =>
          key === 'reference' && typeof one === 'string' ? [one] : references_in(one),
        )
      : []

test('the document is a FHIR document: valid in every constraint of R4', () => {
  assert.deepEqual(
    validate_resource(bundle).filter(({ severity }) => severity === 'error'),
    [],
  )
  assert.deepEqual(
    validate_invariants(bundle).filter(({ severity }) => severity === 'error'),
    [],
  )
})

test('every reference leads inside; what is left outside keeps its words and says so', () => {
  const urls = new Set(list_of(bundle['entry']).map((entry) => text_of(entry['fullUrl'])))
  for (const reference of references_in(bundle)) assert.ok(urls.has(reference), reference)
  const condition = list_of(bundle['entry'])
    .map((entry) => object_of(entry['resource']))
    .find((one) => one?.['resourceType'] === 'Condition')
  assert.deepEqual(condition?.['encounter'], { type: 'Encounter', display: 'Đợt điều trị nội trú' })
  assert.match(JSON.stringify(condition?.['meta']), /SUBSETTED/)
  assert.equal(condition?.['id'], undefined)
})

test('the same letter gives the same bytes, and no number of the store stands in it', () => {
  const bytes = document_bytes(bundle)
  assert.deepEqual(document_bytes(compose_document(input)), bytes)
  assert.doesNotMatch(Buffer.from(bytes).toString(), /versionId|lastUpdated/)
})

test('a reader finds kind, person, sender and the digest of the paper', () => {
  const read = read_document(document_bytes(bundle))
  assert.equal(read.kind, 'transfer-letter')
  assert.equal(read.custodian, '24012')
  assert.equal(read.patient?.['birthDate'], '1990-03-02')
  assert.deepEqual(read.papers, [input.pdf?.sha256])
  assert.equal(read.identity, input.identity)
})

test('a sensitive letter is marked in the document itself', () => {
  const marked = compose_document({ ...input, labels: ['HIV'] })
  assert.match(JSON.stringify(marked['meta']), /"R".*"HIV"/)
  assert.deepEqual(
    validate_resource(marked).filter(({ severity }) => severity === 'error'),
    [],
  )
})

test('two signatures are needed from the first of June 2026, by the clock in Vietnam (SIG-10)', () => {
  assert.deepEqual(needed_signatures('transfer-letter', '2026-05-31T23:59:59+07:00'), ['doctor'])
  assert.deepEqual(needed_signatures('transfer-letter', '2026-05-31T17:00:00Z'), ['doctor', 'facility'])
  assert.deepEqual(needed_signatures('reexam-letter', '2026-06-01T00:00:00+07:00'), ['doctor', 'facility'])
  assert.deepEqual(needed_signatures('prescription', '2026-11-20T08:00:00+07:00'), ['doctor'])
})
