import { fail } from '../../base/outcome/index.ts'
import { compartment_parameters } from '../../standards/fhir-search/index.ts'
import type { Right, Scope, Scopes } from '../../standards/smart-scopes/index.ts'

/** All of these conditions, inside the compartment of this patient where one is named. */
export type Bound = { filters: [name: string, value: string][]; patient?: string }
/** Which resources of a type a token reaches: each of them, or those within one of the bounds. */
export type Reach = 'all' | Bound[]

/** Types that tell of no patient and that a patient's record speaks in: who, where, with what, in which words. */
const shared_types = new Set([
  ...['Practitioner', 'PractitionerRole', 'Organization', 'OrganizationAffiliation', 'Location', 'HealthcareService'],
  ...['Endpoint', 'Medication', 'MedicationKnowledge', 'Substance', 'Questionnaire', 'ValueSet', 'CodeSystem'],
  ...['ConceptMap', 'NamingSystem', 'StructureDefinition', 'SearchParameter', 'OperationDefinition', 'Library'],
  ...['ImplementationGuide', 'CapabilityStatement', 'CompartmentDefinition', 'PlanDefinition', 'ActivityDefinition'],
  ...['ObservationDefinition', 'SpecimenDefinition', 'ChargeItemDefinition', 'InsurancePlan'],
])

/** What one scope says about a type; undefined when nothing. */
const bound_of = (scope: Scope, right: Right, type: string, patient: string | undefined): Bound | undefined => {
  const { filters } = scope
  if (scope.context !== 'patient') return { filters }
  // Without a patient in its context such a scope says nothing.
  if (patient === undefined) return undefined
  if (type === 'Patient' || compartment_parameters('Patient', type).length > 0) return { filters, patient }
  return shared_types.has(type) && (right === 'r' || right === 's') ? { filters } : undefined
}

export const reach_of = (scopes: Scopes | undefined, right: Right, type: string): Reach => {
  if (scopes === undefined) return 'all'
  const bounds = scopes.list
    .filter((scope) => scope.rights.includes(right) && (scope.type === '*' || scope.type === type))
    .flatMap((scope) => bound_of(scope, right, type, scopes.patient) ?? [])
  return bounds.some((bound) => bound.filters.length === 0 && bound.patient === undefined) ? 'all' : bounds
}

/** Whether everything is within reach: of this patient, or of everybody. */
const reaches_everything = (scopes: Scopes, right: Right, patient: string | undefined): boolean =>
  scopes.list.some(({ context, type, rights, filters }) => {
    if (type !== '*' || !rights.includes(right) || filters.length > 0) return false
    return context !== 'patient' || (patient !== undefined && scopes.patient === patient)
  })

/** What an operation reads or writes whole: of one patient, or of all; `*` stands for every type. */
export type Need = { right: Right; type: string; patient?: string }

export const meets = (scopes: Scopes | undefined, { right, type, patient }: Need): boolean => {
  if (scopes === undefined) return true
  if (type === '*') return reaches_everything(scopes, right, patient)
  const reach = reach_of(scopes, right, type)
  if (reach === 'all') return true
  return patient !== undefined && reach.some((one) => one.filters.length === 0 && one.patient === patient)
}

const words: Record<Right, string> = { c: 'tạo', r: 'đọc', u: 'sửa', d: 'xóa', s: 'tìm' }

const refused = (right: Right, type: string) =>
  fail.forbidden(
    `Mã truy cập của ứng dụng không gồm quyền ${words[right]} ${type === '*' ? 'mọi loại tài nguyên' : type}; ứng dụng cần xin thêm quyền`,
  )

/** Whoever may have a token that holds back: a caller, or what a statement is made for. */
type Asker = { scopes?: Scopes | undefined }

/** @throws 403 when nothing of the type is within reach */
export const demand_reach = ({ scopes }: Asker, right: Right, type: string): Reach => {
  const reach = reach_of(scopes, right, type)
  if (reach !== 'all' && reach.length === 0) throw refused(right, type)
  return reach
}

/** @throws 403 when not all of it is within reach */
export const demand_need = ({ scopes }: Asker, need: Need): void => {
  if (!meets(scopes, need)) throw refused(need.right, need.type)
}
