import type { DocumentKind, Part, Submission } from '../../standards/documents/index.ts'
import { to_xml } from '../../standards/hsba-exchange/index.ts'
import { write_provide_bundle } from '../../standards/mhd/index.ts'
import {
  make_sample_house,
  make_sample_letter,
  sample_person,
  type SampleHouse,
} from '../../standards/sample-letters/index.ts'
import { bomb, sample_hsba } from './samples-data.ts'
import { eicar } from './eicar.ts'
import { sample_recipient, type Sample } from './sample.ts'

const kinds: DocumentKind[] = ['transfer-letter', 'reexam-letter', 'prescription', 'health-book', 'lab-result']
const recipients = [sample_recipient]
const other_person = { ...sample_person, name: 'Người Khác', cccd: '024190000888', birth_date: '1988-01-01' }

const with_bytes = (one: Submission, kind: Part['kind'], change: (bytes: Buffer) => Uint8Array): Submission => {
  const [main, ...more] = one.parts.map((part) =>
    part.kind === kind ? { ...part, bytes: change(Buffer.from(part.bytes)) } : part,
  )
  return main ? { ...one, parts: [main, ...more] } : one
}

/** One byte of the signed page turned: what was signed is no longer what is read. */
const turned = (bytes: Buffer): Buffer => {
  const at = bytes.indexOf('CreationDate') + 20
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

const of_next_year = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('utf8').replaceAll(/\|20\d\d\.\d\d/g, '|2099.01'))

type Twin = { name: string; vi: string; en: string; make: () => Promise<Submission> }

const twins_of = (kind: DocumentKind, house: SampleHouse): Twin[] => {
  const letter = (wish = {}, signers = house) => make_sample_letter(signers, { kind, recipients, ...wish })
  const stranger = make_sample_house(house.code, house.name)
  const elsewhere = make_sample_house('24997', 'Bệnh viện Khác')
  return [
    { name: 'unsigned', vi: 'PDF chưa ký', en: 'unsigned PDF', make: () => letter({ signers: [] }) },
    {
      ...{ name: 'wrong-signature', vi: 'PDF bị sửa sau khi ký', en: 'PDF changed after signing' },
      make: async () => with_bytes(await letter(), 'pdf', turned),
    },
    {
      ...{ name: 'unknown-root', vi: 'chữ ký của gốc không ai tin', en: 'signed under a root nobody trusts' },
      make: () => letter({}, stranger),
    },
    {
      ...{ name: 'wrong-facility', vi: 'dấu của cơ sở khác', en: 'seal of another facility' },
      make: async () => ({ ...(await letter({}, { ...house, seal: elsewhere.seal })) }),
    },
    {
      ...{ name: 'other-person', vi: 'dữ liệu của người khác', en: 'data of another person' },
      make: () => letter({ person_in_data: other_person }),
    },
    {
      ...{ name: 'next-schema', vi: 'lược đồ chưa ban hành', en: 'schema of a later year' },
      make: async () => with_bytes(await letter(), 'fhir', of_next_year),
    },
    {
      ...{ name: 'virus', vi: 'có tệp thử vi-rút EICAR', en: 'carries the EICAR test file' },
      make: async () => with_bytes(await letter(), 'pdf', (bytes) => Buffer.concat([bytes, Buffer.from(eicar)])),
    },
  ]
}

const bundle = (one: Submission): string => JSON.stringify(write_provide_bundle(one), null, 1)

/** ITI-65 of each kind, and the same paper by the plain door. */
export const bundle_samples = async (house: SampleHouse): Promise<Sample[]> => {
  const made: Sample[] = []
  for (const kind of kinds) {
    const good = await make_sample_letter(house, { kind, recipients })
    made.push({
      ...{ name: `iti-65/${kind}.json`, bytes: bundle(good), answer: '200' },
      ...{ vi: 'đúng: POST /fhir', en: 'right: POST /fhir' },
    })
    for (const { name, vi, en, make } of twins_of(kind, house))
      made.push({ name: `iti-65/${kind}.${name}.json`, bytes: bundle(await make()), vi, en, answer: '422' })
    made.push(...(await plain_samples(kind, house, good)))
  }
  return made
}

const plain_of = ({ kind, created_at, person, author, parts }: Submission) => ({
  ...{ kind, number: `MAU-${kind}`, recipients, created_at },
  patient: { name: person.name, cccd: sample_person.cccd, birth_date: person.birth_date, gender: person.gender },
  author: { name: author.name },
  pdf: Buffer.from(parts[0].bytes).toString('base64'),
})

const plain_samples = async (kind: DocumentKind, house: SampleHouse, good: Submission): Promise<Sample[]> => {
  const unsigned = await make_sample_letter(house, { kind, recipients, signers: [] })
  const mixed_up = await make_sample_letter(house, { kind, recipients, person_on_paper: other_person })
  const file = (name: string, value: object, vi: string, en: string, answer: string): Sample => ({
    ...{ name: `plain/${kind}${name}.json`, bytes: JSON.stringify(value, null, 1), vi, en, answer },
  })
  const letter = plain_of(good)
  return [
    file('', letter, 'đúng: POST /lien-thong/documents', 'right: POST /lien-thong/documents', '201'),
    file('.unsigned', plain_of(unsigned), 'PDF chưa ký', 'unsigned PDF', '422'),
    file(
      '.paper-of-another',
      { ...plain_of(mixed_up), number: `${letter.number}-NHAM` },
      'chỉ có PDF, và PDF ghi người khác: giữ lại',
      'a PDF alone, naming another person: held',
      '202',
    ),
    file(
      '.with-record',
      { ...letter, number: `${letter.number}-HS`, hosobenhan: to_xml(sample_hsba()) },
      'kèm HoSoBenhAn',
      'with a HoSoBenhAn',
      '201',
    ),
    file(
      '.other-person',
      { ...letter, hosobenhan: to_xml(sample_hsba(other_person)) },
      'HoSoBenhAn của người khác',
      'HoSoBenhAn of another person',
      '422',
    ),
    file('.bomb', { ...letter, hosobenhan: bomb(to_xml(sample_hsba())) }, 'bom XML', 'XML bomb', '422'),
    file('.bad-cccd', { ...letter, patient: { ...letter.patient, cccd: '12' } }, 'CCCD sai', 'wrong ID number', '422'),
  ]
}
