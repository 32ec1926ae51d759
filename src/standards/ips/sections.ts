import { coding_of, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'

export type Section = {
  /** LOINC (IPS 1.1, Composition-uv-ips). */
  code: string
  display: string
  title: string
  holds(fact: Resource): boolean
  /** Must be there even when nothing is known (IPS 1.1: medications, allergies, problems). */
  unknown?: UnknownKind
}
export type UnknownKind = 'medication' | 'allergy' | 'problem'

const is = (...codes: string[]): ((value: unknown) => boolean) => {
  const wanted = new Set(codes)
  return (value) => typeof value === 'string' && wanted.has(value)
}
const status_of = (fact: Resource): unknown => fact['status']
const clinical_of = (fact: Resource): string => coding_of(fact['clinicalStatus']).code ?? ''
const has_category = (fact: Resource, code: string): boolean =>
  list_of(fact['category']).some((one) => list_of(one['coding']).some((coding) => coding['code'] === code))

const is_past = is('inactive', 'remission', 'resolved')
/** Thought of, or ruled out, or written by mistake: none of the person's problems. */
const is_unproved = is('differential', 'refuted', 'entered-in-error')
const is_condition = (fact: Resource): boolean =>
  fact.resourceType === 'Condition' && !is_unproved(coding_of(fact['verificationStatus']).code)

const is_taken = is('active', 'intended', 'on-hold', 'unknown')
const is_medication = (fact: Resource): boolean =>
  (fact.resourceType === 'MedicationRequest' || fact.resourceType === 'MedicationStatement') &&
  is_taken(status_of(fact))

const is_found = is('final', 'amended', 'corrected', 'preliminary')
const is_finding = (fact: Resource): boolean =>
  // What has a focus speaks of somebody else, the newborn of a mother's sheet (docs/fhir-conventions.md).
  fact.resourceType === 'Observation' && is_found(status_of(fact)) && list_of(fact['focus']).length === 0
const is_result = (fact: Resource): boolean =>
  (fact.resourceType === 'DiagnosticReport' && is_found(status_of(fact))) ||
  (is_finding(fact) && ['laboratory', 'imaging', 'procedure'].some((one) => has_category(fact, one)))

/** Of IPS 1.1 (value sets of pregnancy status, expected delivery, outcome): the whole list a summary asks for. */
const pregnancy = is(
  ...['82810-3', '11636-8', '11637-6', '11638-4', '11639-2', '11640-0', '11612-9', '11613-7', '11614-5'],
  ...['33065-4', '11778-8', '11779-6', '11780-4'],
)
const is_of_pregnancy = (fact: Resource): boolean =>
  is_finding(fact) && list_of(object_of(fact['code'])?.['coding']).some((coding) => pregnancy(coding['code']))

const of_type =
  (type: string, ...statuses: string[]) =>
  (fact: Resource): boolean =>
    fact.resourceType === type && statuses.includes(text_of(fact['status']) ?? '')

/** In the order they are read in: what may hurt first. */
export const sections: Section[] = [
  {
    ...{ code: '48765-2', display: 'Allergies and adverse reactions Document', title: 'Dị ứng', unknown: 'allergy' },
    holds: (fact) =>
      fact.resourceType === 'AllergyIntolerance' &&
      !is_unproved(coding_of(fact['verificationStatus']).code) &&
      !is_past(clinical_of(fact)),
  },
  {
    ...{ code: '10160-0', display: 'History of Medication use Narrative', title: 'Thuốc', unknown: 'medication' },
    holds: is_medication,
  },
  {
    ...{ code: '11450-4', display: 'Problem list - Reported', title: 'Vấn đề sức khỏe', unknown: 'problem' },
    holds: (fact) => is_condition(fact) && !is_past(clinical_of(fact)),
  },
  {
    ...{ code: '11369-6', display: 'History of Immunization Narrative', title: 'Tiêm chủng' },
    holds: of_type('Immunization', 'completed'),
  },
  {
    ...{ code: '47519-4', display: 'History of Procedures Document', title: 'Thủ thuật, phẫu thuật' },
    holds: of_type('Procedure', 'completed', 'in-progress', 'stopped', 'unknown'),
  },
  {
    ...{ code: '46264-8', display: 'History of medical device use', title: 'Thiết bị y tế đang dùng' },
    holds: of_type('DeviceUseStatement', 'active', 'completed', 'intended', 'on-hold'),
  },
  {
    ...{
      code: '30954-2',
      display: 'Relevant diagnostic tests/laboratory data Narrative',
      title: 'Kết quả cận lâm sàng',
    },
    holds: is_result,
  },
  {
    ...{ code: '8716-3', display: 'Vital signs', title: 'Dấu hiệu sinh tồn' },
    holds: (fact) => is_finding(fact) && has_category(fact, 'vital-signs'),
  },
  {
    ...{ code: '11348-0', display: 'History of Past illness Narrative', title: 'Bệnh đã qua' },
    holds: (fact) => is_condition(fact) && is_past(clinical_of(fact)),
  },
  {
    ...{ code: '10162-6', display: 'History of pregnancies Narrative', title: 'Thai nghén' },
    holds: is_of_pregnancy,
  },
  {
    ...{ code: '29762-2', display: 'Social history Narrative', title: 'Lối sống' },
    holds: (fact) => is_finding(fact) && has_category(fact, 'social-history') && !is_of_pregnancy(fact),
  },
  {
    ...{ code: '47420-5', display: 'Functional status assessment note', title: 'Chức năng, khả năng tự lo' },
    holds: of_type('ClinicalImpression', 'completed', 'in-progress'),
  },
  {
    ...{ code: '18776-5', display: 'Plan of care note', title: 'Kế hoạch điều trị' },
    holds: of_type('CarePlan', 'active', 'on-hold', 'unknown'),
  },
  {
    ...{ code: '42348-3', display: 'Advance directives', title: 'Nguyện vọng của người bệnh' },
    holds: of_type('Consent', 'active'),
  },
]
