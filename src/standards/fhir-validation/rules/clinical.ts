import { printed } from '../../fhir/index.ts'
import { is_later } from '../dates.ts'
import type { Json } from '../check.ts'
import {
  exactly_one,
  has,
  has_choice,
  has_coding,
  list_at,
  needs,
  not_both,
  number_of,
  object_at,
  rule,
  some,
  type Rules,
} from './reading.ts'

const terminology = 'http://terminology.hl7.org/CodeSystem'
const has_any_value = has_choice('value')
const has_abatement = has_choice('abatement')
const has_born = has_choice('born')
const has_age = has_choice('age')
const has_clinical_status = has('clinicalStatus')

const is_entered_in_error =
  (system: string) =>
  (it: Json): boolean =>
    has_coding(it['verificationStatus'], `${terminology}/${system}`, ['entered-in-error'])
const allergy_in_error = is_entered_in_error('allergyintolerance-verification')
const condition_in_error = is_entered_in_error('condition-ver-status')

const coding_text = (coding: Json): string =>
  JSON.stringify([coding['system'], coding['version'], coding['code'], coding['display'], coding['userSelected']])
const codings_of = (concept: unknown): string[] => list_at((concept ?? {}) as Json, 'coding').map(coding_text)

/** obs-7: what the Observation measures is in its value or in a component, not in both. */
const is_component_code_apart = (it: Json): boolean => {
  const components = list_at(it, 'component')
  if (components.length === 0 || !has_any_value(it)) return true
  const own = new Set(codings_of(it['code']))
  return !components.some((one) => codings_of(one['code']).some((coding) => own.has(coding)))
}

const is_percent = (quantity: Json | undefined): boolean =>
  quantity === undefined || (quantity['code'] === '%' && quantity['system'] === 'http://unitsofmeasure.org')
const without_home = (name: string) => (it: Json) => !list_at(it, name).some((one) => one['use'] === 'home')

export const clinical_rules: Rules = {
  'Patient.contact': [
    rule(
      'pat-1',
      'Người liên hệ cần tên, số liên lạc, địa chỉ hoặc tổ chức',
      some('name', 'telecom', 'address', 'organization'),
    ),
  ],
  Organization: [
    rule('org-1', 'Tổ chức cần identifier hoặc name', some('identifier', 'name')),
    rule('org-2', 'Địa chỉ của tổ chức không dùng use “home”', without_home('address')),
    rule('org-3', 'Số liên lạc của tổ chức không dùng use “home”', without_home('telecom')),
  ],
  AllergyIntolerance: [
    rule(
      'ait-1',
      'Cần clinicalStatus khi verificationStatus không phải entered-in-error',
      (it) => allergy_in_error(it) || has_clinical_status(it),
    ),
    rule(
      'ait-2',
      'entered-in-error thì không có clinicalStatus',
      (it) => !allergy_in_error(it) || !has_clinical_status(it),
    ),
  ],
  Condition: [
    rule(
      'con-4',
      'Đã hết bệnh (abatement) thì clinicalStatus là inactive, resolved hoặc remission',
      (it) =>
        !has_abatement(it) ||
        has_coding(it['clinicalStatus'], `${terminology}/condition-clinical`, ['resolved', 'remission', 'inactive']),
    ),
    rule(
      'con-5',
      'entered-in-error thì không có clinicalStatus',
      (it) => !condition_in_error(it) || !has_clinical_status(it),
    ),
  ],
  'Condition.stage': [rule('con-1', 'Cần summary hoặc assessment', some('summary', 'assessment'))],
  'Condition.evidence': [rule('con-2', 'Cần code hoặc detail', some('code', 'detail'))],
  Observation: [
    rule(
      'obs-6',
      'dataAbsentReason chỉ dùng khi không có giá trị',
      (it) => it['dataAbsentReason'] === undefined || !has_any_value(it),
    ),
    rule(
      'obs-7',
      'Mã của component trùng mã của Observation thì Observation không có giá trị riêng',
      is_component_code_apart,
    ),
  ],
  'Observation.referenceRange': [rule('obs-3', 'Cần low, high hoặc text', some('low', 'high', 'text'))],
  Appointment: [
    rule('app-2', 'start và end đi cùng nhau', (it) => has('start')(it) === has('end')(it)),
    rule(
      'app-3',
      'Thiếu start, end chỉ khi status là proposed, cancelled hoặc waitlist',
      (it) =>
        (has('start')(it) && has('end')(it)) || ['proposed', 'cancelled', 'waitlist'].includes(printed(it['status'])),
    ),
    rule(
      'app-4',
      'cancelationReason chỉ dùng khi cancelled hoặc no-show',
      (it) => it['cancelationReason'] === undefined || ['cancelled', 'no-show'].includes(printed(it['status'])),
    ),
  ],
  'Appointment.participant': [rule('app-1', 'Cần type hoặc actor', some('type', 'actor'))],
  AppointmentResponse: [rule('apr-1', 'Cần participantType hoặc actor', some('participantType', 'actor'))],
  'CarePlan.activity': [rule('cpl-3', 'Chỉ dùng một trong detail, reference', not_both('detail', 'reference'))],
  Consent: [rule('ppc-1', 'Cần policy hoặc policyRule', some('policy', 'policyRule'))],
  FamilyMemberHistory: [
    rule('fhs-1', 'Chỉ dùng một trong age, born', (it) => !has_age(it) || !has_born(it)),
    rule('fhs-2', 'Có estimatedAge thì phải có age', (it) => !has('estimatedAge')(it) || has_age(it)),
  ],
  'Goal.target': [
    rule('gol-1', 'Có detail thì phải có measure', (it) => !has_choice('detail')(it) || it['measure'] !== undefined),
  ],
  Group: [
    rule('grp-1', 'Chỉ nhóm thật (actual) mới có member', (it) => it['member'] === undefined || it['actual'] === true),
  ],
  'Immunization.education': [rule('imm-1', 'Cần documentType hoặc reference', some('documentType', 'reference'))],
  'ImmunizationRecommendation.recommendation': [
    rule('imr-1', 'Cần vaccineCode hoặc targetDisease', some('vaccineCode', 'targetDisease')),
  ],
  'MedicationAdministration.dosage': [
    rule('mad-1', 'Cần dose hoặc rate', (it) => it['dose'] !== undefined || has_choice('rate')(it)),
  ],
  MedicationDispense: [
    rule(
      'mdd-1',
      'whenHandedOver không được trước whenPrepared',
      (it) => !is_later(it['whenPrepared'], it['whenHandedOver']),
    ),
  ],
  MolecularSequence: [
    rule('msq-3', 'coordinateSystem là 0 hoặc 1', (it) => it['coordinateSystem'] === 0 || it['coordinateSystem'] === 1),
  ],
  'MolecularSequence.referenceSeq': [
    rule('msq-5', 'chromosome và genomeBuild đi cùng nhau', (it) => has('chromosome')(it) === has('genomeBuild')(it)),
    rule(
      'msq-6',
      'Cần đúng một trong genomeBuild, referenceSeqId, referenceSeqPointer, referenceSeqString',
      exactly_one('genomeBuild', 'referenceSeqId', 'referenceSeqPointer', 'referenceSeqString'),
    ),
  ],
  'RiskAssessment.prediction': [
    rule('ras-2', 'probabilityDecimal không quá 100', (it) => (number_of(it['probabilityDecimal']) ?? 0) <= 100),
    rule('ras-1', 'probabilityRange tính bằng % (UCUM)', (it) => {
      const range = object_at(it, 'probabilityRange') ?? {}
      return is_percent(object_at(range, 'low')) && is_percent(object_at(range, 'high'))
    }),
  ],
  Task: [
    rule('inv-1', 'lastModified không được trước authoredOn', (it) => !is_later(it['authoredOn'], it['lastModified'])),
  ],
  ServiceRequest: [rule('prr-1', 'Có orderDetail thì phải có code', needs('orderDetail', 'code'))],
  Linkage: [rule('lnk-1', 'Cần ít nhất hai item', (it) => list_at(it, 'item').length > 1)],
  'AuditEvent.entity': [rule('sev-1', 'Chỉ dùng một trong name, query', not_both('name', 'query'))],
  'RequestGroup.action': [rule('rqg-1', 'Cần đúng một trong resource, action', exactly_one('resource', 'action'))],
  'CoverageEligibilityResponse.insurance.item': [
    rule('ces-1', 'Cần đúng một trong category, productOrService', exactly_one('category', 'productOrService')),
  ],
  InsurancePlan: [rule('ipn-1', 'Cần identifier hoặc name', some('identifier', 'name'))],
}
