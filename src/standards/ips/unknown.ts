import type { Resource } from '../fhir/index.ts'
import type { UnknownKind } from './sections.ts'

const absent = (code: string, display: string) => ({
  coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code, display }],
})
const status = (kind: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${kind}`, code }],
})
const data_absent = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
}

/** What is said of it in words. */
export const unknown_words: Record<UnknownKind, string> = {
  medication: 'Hồ sơ không ghi thuốc nào đang dùng; không có nghĩa là người bệnh không dùng thuốc',
  allergy: 'Hồ sơ không ghi dị ứng nào; không có nghĩa là người bệnh không dị ứng',
  problem: 'Hồ sơ không ghi vấn đề sức khỏe nào; không có nghĩa là người bệnh không có bệnh',
}

/** IPS 1.1, absent and unknown data: that nothing is recorded, which is not that there is nothing. */
export const unknown_fact = (kind: UnknownKind, subject: { reference: string }): Resource => {
  if (kind === 'medication')
    return {
      ...{ resourceType: 'MedicationStatement', status: 'unknown', subject, effectivePeriod: data_absent },
      medicationCodeableConcept: absent('no-medication-info', 'No information about medications'),
    }
  if (kind === 'allergy')
    return {
      ...{ resourceType: 'AllergyIntolerance', clinicalStatus: status('allergyintolerance-clinical', 'active') },
      code: absent('no-allergy-info', 'No information about allergies'),
      patient: subject,
    }
  return {
    ...{ resourceType: 'Condition', clinicalStatus: status('condition-clinical', 'active'), subject },
    code: absent('no-problem-info', 'No information about problems'),
  }
}
