import { compose_document, document_bytes, uuid_urn_of, type DocumentSection } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { FhirRecord } from '../../standards/hsba-exchange/index.ts'

export const as_resource = (value: unknown): Resource => value as Resource
export const all = (values: readonly unknown[]): Resource[] => values.map(as_resource)

/** A record as the sections of one document. @param taken links to results of other houses that the stay went by */
export const sections_of = (record: FhirRecord, taken: Resource[]): DocumentSection[] =>
  [
    { title: 'Chẩn đoán', entries: all(record.conditions) },
    { title: 'Dị ứng', entries: all(record.allergies) },
    { title: 'Sinh hiệu, kết quả', entries: all(record.observations) },
    { title: 'Phiếu kết quả', entries: all(record.diagnostic_reports) },
    { title: 'Kết quả của cơ sở khác được dùng lại', entries: taken },
    { title: 'Chỉ định', entries: all(record.service_requests) },
    { title: 'Thuốc', entries: all(record.medication_requests) },
    { title: 'Thủ thuật, phẫu thuật', entries: all(record.procedures) },
    { title: 'Bệnh án, phiếu', entries: all(record.questionnaire_responses) },
  ].filter(({ entries }) => entries.length > 0)

/** The house that keeps the record. */
export const custodian_of = (record: FhirRecord, facility: string): Resource =>
  all(record.organizations).find(({ id }) => id === facility) ?? {
    resourceType: 'Organization',
    id: facility,
    name: record.facility.name,
  }

/** The record as one FHIR document. */
export const whole_document = (record: FhirRecord, taken: Resource[], facility: string, at: Date): Uint8Array => {
  const custodian = custodian_of(record, facility)
  const encounter = as_resource(record.encounter)
  return document_bytes(
    compose_document({
      identity: uuid_urn_of(facility, 'record', encounter.id ?? '', at.toISOString()),
      ...{ kind: 'record', title: 'Hồ sơ bệnh án', created_at: at.toISOString() },
      ...{ patient: as_resource(record.patient), author: custodian, custodian, encounter },
      sections: sections_of(record, taken),
      others: [...all(record.practitioners), ...all(record.organizations).filter((one) => one !== custodian)],
    }),
  )
}
