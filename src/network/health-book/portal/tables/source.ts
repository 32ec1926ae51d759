import {
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  coding_of,
  type Resource,
} from '../../../../standards/fhir/index.ts'
import type { Letter } from '../../../transfer-letters/index.ts'
import type { Visit } from '../../publish/gather-visit.ts'
import type { PortalSettings } from '../gateway.ts'

/** What the tables of one visit are filled from: the record and nothing else. */
export type TableSource = {
  visit: Visit
  /** Facts of this visit that may be told. */
  own: Resource[]
  /** Papers of this visit that everybody has signed. */
  transfer: Letter | undefined
  slip: Letter | undefined
  record_number: string
  settings: Pick<PortalSettings, 'head_code' | 'summary_for'>
}

/** The visit's key in every table: the insurance's own where it was given one, or ours. */
export const key_of_visit = ({ visit }: TableSource): string =>
  find_identifier(visit.encounter, identifier_system.ma_lk) ?? visit.stay.id

/** A decimal as it was written, with a point; '' where there is none. */
export const number_of = (quantity: unknown): string => {
  const value = object_of(quantity)?.['value']
  return value === undefined ? '' : String(JSON.stringify(value))
}

export const coded_in = (concept: unknown, system: string): string => {
  const found = list_of(object_of(concept)?.['coding']).find((one) => one['system'] === system)
  return typeof found?.['code'] === 'string' ? found['code'] : ''
}

export const category_codes = (fact: Resource): string[] =>
  list_of(fact['category']).flatMap((one) => list_of(one['coding']).map((coding) => String(coding['code'] ?? '')))

/** The licence of who is named, where her Practitioner says one. */
export const licence_of = ({ visit }: TableSource, reference: unknown): string => {
  const [type, id] = String(object_of(reference)?.['reference'] ?? '').split('/')
  const found = visit.carried.find((one) => one.resourceType === type && one.id === id)
  return (found && find_identifier(found, identifier_system.cchn)) ?? ''
}

/** Codes of the departments she was in, in their order. */
export const departments_of = ({ visit }: TableSource): string => {
  const ids = [...visit.stay.departments.map(({ department }) => department), visit.stay.department]
  const codes = ids.map((id) => visit.department_codes.get(id) ?? '').filter(Boolean)
  return codes.filter((code, i) => code !== codes[i - 1]).join(';')
}

export const last_department = ({ visit }: TableSource): string =>
  visit.department_codes.get(visit.stay.department) ?? ''

export const class_of = ({ visit }: TableSource): string => coding_of(visit.encounter['class']).code ?? ''
