import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact, type Resource } from '../fhir/index.ts'
import {
  check_instance,
  list_instances,
  instances_of,
  read_file_meta,
  read_multipart,
  read_study,
  refused_in,
  sha256_of_bytes,
  studies_in,
  study_resource,
  write_multipart,
  type StudyManifest,
} from './index.ts'

const element = (number: number, vr: string, value: string): Buffer => {
  const bytes = Buffer.from(value.length % 2 === 0 ? value : `${value}\0`, 'latin1')
  const head = Buffer.alloc(8)
  head.writeUInt16LE(0x0002, 0)
  head.writeUInt16LE(number, 2)
  head.write(vr, 4, 'latin1')
  head.writeUInt16LE(bytes.length, 6)
  return Buffer.concat([head, bytes])
}

/** OB has the long form: two reserved bytes and a length of four. */
const version = Buffer.from([2, 0, 1, 0, 0x4f, 0x42, 0, 0, 2, 0, 0, 0, 0, 1])

/** A file as PS3.10 wants it, with pictures nobody decodes. */
const file_of = (uid: string, pixels: string): Buffer =>
  Buffer.concat([
    ...[Buffer.alloc(128), Buffer.from('DICM'), version],
    element(0x0002, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x0003, 'UI', uid),
    element(0x0010, 'UI', '1.2.840.10008.1.2.1'),
    Buffer.from(pixels),
  ])

const file = file_of('1.2.3.4', 'điểm ảnh')
const wanted = { uid: '1.2.3.4', sop_class: '1.2.840.10008.5.1.4.1.1.7', number: 1, size: file.length }
const instance = { ...wanted, sha256: sha256_of_bytes(file) }

test('a file says which instance it is; anything else is none', () => {
  assert.deepEqual(read_file_meta(file), {
    ...{ sop_class: '1.2.840.10008.5.1.4.1.1.7', instance: '1.2.3.4', transfer_syntax: '1.2.840.10008.1.2.1' },
  })
  for (const length of [0, 100, 132, 150, 170, 200]) assert.equal(read_file_meta(file.subarray(0, length)), undefined)
  assert.equal(read_file_meta(Buffer.from('PDF')), undefined)
})

test('a flipped byte, a longer file and another picture are refused, each in words', () => {
  assert.equal(check_instance(instance, file), '')
  const flipped = Buffer.from(file)
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  assert.match(check_instance(instance, flipped), /SHA-256/)
  assert.match(check_instance(instance, Buffer.concat([file, Buffer.from('x')])), /byte/)
  assert.match(check_instance(instance, file_of('1.2.3.5', 'điểm ảnh')), /ảnh khác \(1\.2\.3\.5\)/)
  assert.match(check_instance(instance, Buffer.from('{}')), /không phải tệp DICOM/)
})

test('multipart is read with the boundary quoted or not, also where a picture holds dashes and line ends', () => {
  const parts = [Buffer.from('\r\n--x'), Buffer.from([0, 13, 10, 45, 45, 255])]
  const { content_type, body } = write_multipart(parts, 'application/dicom', 'ranh-gioi')
  for (const type of [content_type, content_type.replace('ranh-gioi', '"ranh-gioi"')])
    assert.deepEqual(read_multipart(body, type), parts)
  assert.equal(read_multipart(body.subarray(0, body.length - 20), content_type), undefined)
  assert.equal(read_multipart(body, 'application/dicom'), undefined)
})

const answer = (tag: Record<string, unknown[]>) =>
  Object.fromEntries(Object.entries(tag).map(([name, Value]) => [name, { vr: 'LO', Value }]))

test('answers of QIDO become a study and its series in the order of their numbers', () => {
  const [study] = studies_in([
    answer({
      ...{ '0020000D': ['1.2.3'], '00080020': ['20261120'], '00080030': ['081500.123'], '00100020': ['BN-1'] },
      '00081030': ['X quang ngực thẳng'],
    }),
    answer({ '00100020': ['không có UID'] }),
  ])
  assert.deepEqual(study, {
    ...{ uid: '1.2.3', accession: '', started: '2026-11-20T08:15:00+07:00', patient_id: 'BN-1' },
    description: 'X quang ngực thẳng',
  })
  const found = list_instances([
    answer({ '0020000E': ['1.2.3.2'], '00080018': ['1.2.3.2.1'], '00200011': [2], '00080060': ['CT'] }),
    answer({ '0020000E': ['1.2.3.1'], '00080018': ['1.2.3.1.2'], '00200011': ['1'], '00200013': [2] }),
    answer({ '0020000E': ['1.2.3.1'], '00080018': ['1.2.3.1.1'], '00200011': [1], '00200013': [1] }),
  ])
  const series = instances_of(found, ({ uid, number }) => ({ uid, number }))
  assert.deepEqual(
    series.map(({ uid, instances }) => [uid, instances.map((one) => one.uid)]),
    [
      ['1.2.3.1', ['1.2.3.1.1', '1.2.3.1.2']],
      ['1.2.3.2', ['1.2.3.2.1']],
    ],
  )
})

test('a manifest comes out of its ImagingStudy as it went in; one digest missing, and there is none', () => {
  const manifest: StudyManifest = {
    ...{ uid: '1.2.3', accession: 'CDHA1', started: '2026-11-20T08:15:00+07:00', description: 'X quang ngực' },
    patient_id: 'BN-1',
    series: [{ uid: '1.2.3.1', number: 1, modality: 'CR', body_part: 'CHEST', description: '', instances: [instance] }],
  }
  const resource = study_resource({ manifest, subject: 'Patient/p', endpoint: 'Endpoint/e' })
  assert.equal(resource['numberOfInstances'], 1)
  const again = parse_exact(JSON.stringify(resource)) as Resource
  assert.deepEqual(read_study(again), manifest)
  const without = JSON.parse(JSON.stringify(resource).replace(instance.sha256, '')) as Resource
  assert.equal(read_study(without), undefined)
})

test('what STOW did not store is told by name', () => {
  assert.equal(refused_in({ '00081199': { vr: 'SQ' } }), '')
  const failed = answer({ '00081155': ['1.2.3.4'], '00081197': [272] })
  assert.equal(refused_in({ '00081198': { vr: 'SQ', Value: [failed] } }), '1.2.3.4 (mã lỗi 272)')
})
