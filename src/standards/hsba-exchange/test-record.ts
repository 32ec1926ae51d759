/** One invented stay of one invented person, for the tests of this room. */
import { code_system, extension_url, identifier_system } from '../fhir/index.ts'
import type { FhirRecord, Resource } from './index.ts'
import { sample_events } from './test-events.ts'
import { bytes, digest, doctor, encounter, stay, subject } from './test-parts.ts'

const others: (Resource & Record<string, unknown>)[] = [
  {
    resourceType: 'List',
    id: 'l1',
    status: 'current',
    mode: 'working',
    subject,
    encounter,
    code: { coding: [{ system: code_system.list_kind, code: 'medical-record' }] },
    identifier: [
      { system: identifier_system.record_number, value: '26.000812' },
      { system: identifier_system.archive_number, value: 'LT-0812' },
    ],
    extension: [{ url: extension_url.main_form, valueString: '01/BV1' }],
  },
  { resourceType: 'Location', id: 'g12', name: 'Giường 12', partOf: { reference: 'Location/p3' } },
  { resourceType: 'Location', id: 'p3', name: 'Buồng 3' },
  { resourceType: 'Provenance', id: 'pr1', recorded: '2026-03-04T16:00:00+07:00', target: [{ reference: 'List/l1' }] },
]

export const sample_record = (): FhirRecord => ({
  facility: { code: '24012', name: 'Bệnh viện đa khoa Tân An (giả lập)' },
  patient: {
    resourceType: 'Patient',
    id: 'p1',
    meta: { versionId: '3', lastUpdated: '2026-03-04T10:00:00Z', source: 'x' },
    identifier: [
      { system: identifier_system.patient_code, value: 'BN.26.000123' },
      { system: identifier_system.cccd, value: '001099012345' },
    ],
    name: [{ text: 'Nguyễn Thị Hoà', family: 'Nguyễn', given: ['Thị', 'Hoà'] }],
    gender: 'female',
    birthDate: '1954',
    telecom: [{ system: 'phone', value: '0901234567' }],
    address: [
      {
        line: ['Số 7', 'Thôn Đông'],
        city: 'Xã Tân An',
        state: 'Tỉnh Bắc Ninh',
        extension: [{ url: extension_url.province, valueCoding: { code: '24' } }],
      },
    ],
    contact: [{ name: { text: 'Trần Văn Bình' }, relationship: [{ text: 'Chồng' }] }],
    extension: [{ url: extension_url.ethnicity, valueCodeableConcept: { coding: [{ code: '01' }], text: 'Kinh' } }],
  },
  coverage: [
    {
      resourceType: 'Coverage',
      id: 'c1',
      status: 'active',
      subscriberId: 'HT4240112345678',
      period: { start: '2026-01-01', end: '2026-12-31' },
      extension: [{ url: extension_url.primary_care_facility, valueReference: { display: 'TYT xã Tân An' } }],
    },
  ],
  encounter: {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'IMP' },
    subject,
    identifier: [{ system: identifier_system.admission_number, value: '26.03.01.0042' }],
    period: { start: '2026-03-01T22:05:11+07:00', end: '2026-03-04T15:30:00+07:00' },
    serviceProvider: { reference: 'Organization/24012-K03' },
    location: [{ location: { reference: 'Location/g12' }, status: 'completed' }],
    participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: doctor }],
    reasonCode: [{ text: 'Đau bụng' }],
    extension: [
      { url: extension_url.payer_kind, valueCoding: { code: '1' } },
      { url: extension_url.treatment_result, valueCoding: { code: '2', display: 'Đỡ, giảm' } },
      stay('24012-K01', '2026-03-01T22:30:00+07:00', '2026-03-02T08:00:00+07:00'),
      stay('24012-K03', '2026-03-02T08:00:00+07:00'),
    ],
  },
  ...sample_events(),
  questionnaire_responses: [
    {
      resourceType: 'QuestionnaireResponse',
      id: 'q1',
      status: 'completed',
      authored: '2026-03-01T23:00:00+07:00',
      questionnaire: 'https://benhanmo.vn/fhir/Questionnaire/noi-khoa|1',
      item: [
        { linkId: 'ly-do', item: [{ linkId: 'ly-do.ly_do_vao_vien', answer: [{ valueString: 'Đau bụng dữ dội' }] }] },
        {
          linkId: 'kham',
          item: [
            { linkId: 'cq_tim', answer: [] },
            { linkId: 'cq_tieu_hoa', answer: [{ valueString: 'Bụng mềm' }] },
          ],
        },
        { linkId: 'ts_ban_than', answer: [{ valueString: 'Tăng huyết áp 5 năm' }] },
      ],
    },
  ],
  organizations: [
    { resourceType: 'Organization', id: '24012', name: 'Bệnh viện đa khoa Tân An (giả lập)' },
    {
      resourceType: 'Organization',
      id: '24012-K01',
      name: 'Khoa Cấp cứu',
      identifier: [{ system: identifier_system.department, value: 'K01' }],
    },
    {
      resourceType: 'Organization',
      id: '24012-K03',
      name: 'Khoa Nội',
      identifier: [{ system: identifier_system.department, value: 'K03' }],
    },
  ],
  practitioners: [
    {
      resourceType: 'Practitioner',
      id: 'bs1',
      name: [{ text: 'BS. Lê Thành Nam' }],
      identifier: [{ system: identifier_system.cchn, value: '001234/BN-CCHN' }],
    },
  ],
  documents: [
    {
      reference: { resourceType: 'DocumentReference', id: 'dr1', content: [{ attachment: { url: 'Binary/b1' } }] },
      bytes_base64: bytes.toString('base64'),
      sha256: digest,
      title: 'Tờ bìa bệnh án',
    },
  ],
  others,
})

/** The same record with every list turned round: an export must not depend on the order of a query. */
export const turned_round = (record: FhirRecord): FhirRecord => ({
  ...record,
  conditions: record.conditions.toReversed(),
  observations: record.observations.toReversed(),
  diagnostic_reports: record.diagnostic_reports.toReversed(),
  procedures: record.procedures.toReversed(),
  organizations: record.organizations.toReversed(),
  others: record.others.toReversed(),
})
