import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make_letter } from '../documents/test-letters.ts'
import type { Resource } from '../fhir/index.ts'
import { validate_invariants, validate_resource } from '../fhir-validation/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import {
  entry_document_reference,
  entry_list,
  generate_metadata,
  read_simple_publish,
  read_submission_of,
  rebuild_submission,
  relations_of,
} from './index.ts'
import { document, paper, patient } from './test-strangers.ts'

const letter = await make_letter({ submission: { labels: ['HIV'] } })
const { parts, ...facts } = letter
const base = 'https://truc.example/fhir'
const name_of = (part: number) => `DocumentReference/7-${part}`

const stored_parts = parts.map(({ bytes, ...part }, i) =>
  entry_document_reference(
    facts,
    { ...part, size: bytes.length, sha256: sha256_hex(bytes) },
    {
      ...{ id: `7-${i}`, binary_id: `7-${i}`, base, patient: 'Patient/np1', last_updated: '2026-11-20T03:00:00Z' },
      relations: relations_of(parts, i, { name_of }),
    },
  ),
)
const stored_list = entry_list(facts, { id: '7', documents: ['7-0', '7-1', '7-2'], patient: 'Patient/np1' })

const errors = (value: Resource) =>
  [...validate_resource(value), ...validate_invariants(value)].filter(({ severity }) => severity === 'error')

test('what the hub answers to ITI-66 and ITI-67 is valid FHIR, with the address of the bytes', () => {
  for (const one of [...stored_parts, stored_list]) assert.deepEqual(errors(one), [])
  assert.match(JSON.stringify(stored_parts[0]), /"url":"https:\/\/truc\.example\/fhir\/Binary\/7-0"/)
})

test('a receiver makes the submission again from the answers and the bytes, in any order of the answers', () => {
  const remote = read_submission_of(stored_parts.toReversed(), stored_list)
  assert.deepEqual(
    remote.parts.map(({ url }) => url),
    [0, 1, 2].map((i) => `${base}/Binary/7-${i}`),
  )
  const rebuilt = rebuild_submission(
    remote,
    parts.map(({ bytes }) => bytes),
  )
  assert.deepEqual({ ...rebuilt.person, identifiers: rebuilt.person.identifiers }, facts.person)
  assert.deepEqual(rebuilt, letter)
})

test('bytes that are not those announced are refused', () => {
  const remote = read_submission_of(stored_parts, stored_list)
  const bytes = parts.map((part) => part.bytes)
  assert.throws(
    () => rebuild_submission(remote, [bytes[1] ?? paper, bytes[0] ?? paper, bytes[2] ?? paper]),
    /mã băm SHA-256/,
  )
  assert.throws(() => rebuild_submission(remote, bytes.slice(0, 2)), /mã băm SHA-256/)
})

test('ITI-105: one DocumentReference with its bytes; the recipient stands in it or beside it', () => {
  const own = {
    contained: [{ ...patient, id: 'p' }],
    context: { sourcePatientInfo: { reference: '#p' } },
    ...{ subject: { identifier: patient.identifier[0] }, author: undefined, custodian: undefined },
  }
  const sent = JSON.parse(JSON.stringify(document(own, { url: undefined, data: paper.toString('base64') }))) as Resource
  const submission = read_simple_publish(sent, { sender: '24012', recipients: ['24001'] })
  assert.deepEqual([submission.sender, submission.recipients, submission.parts.length], ['24012', ['24001'], 1])
  assert.deepEqual(submission.parts[0].bytes, paper)
  const named = {
    ...sent,
    extension: [
      {
        url: 'https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-intendedRecipient',
        valueReference: { identifier: { system: 'http://fhir.hl7.org.vn/core/sid/ma-cskcb', value: '24002' } },
      },
    ],
  }
  assert.deepEqual(read_simple_publish(named, { sender: '24012' }).recipients, ['24002'])
  assert.equal(read_simple_publish(sent, { sender: '24012' }).identity, submission.identity)
  assert.throws(() => read_simple_publish({ resourceType: 'Binary' }), /ITI-105/)
  assert.throws(() => read_simple_publish(sent), /nơi gửi/)
})

test('ITI-106: a document says its own metadata', () => {
  const bundle = JSON.parse(Buffer.from(parts[1]?.bytes ?? '').toString()) as Resource
  const reference = generate_metadata(bundle)
  assert.deepEqual(errors(reference), [])
  assert.match(JSON.stringify(reference), /"code":"transfer-letter".*024190000123/)
  assert.throws(() => generate_metadata({ ...bundle, type: 'collection' }), /document/)
})
