import { code_system, identifier_system, is_object, ministry_core, text_of } from '../fhir/index.ts'

type Place = { system: string; /** v2-0203. */ type?: string }

const { sid } = ministry_core

/** interop.md §1, both columns. What is not here has no place in the draft. */
const places: Readonly<Record<string, Place>> = {
  [identifier_system.cccd]: { system: sid.national_id, type: 'NI' },
  [identifier_system.cmnd]: { system: sid.citizen_id, type: 'NI' },
  [identifier_system.bhyt]: { system: sid.insurance_number, type: 'SB' },
  [identifier_system.passport]: { system: sid.passport_number, type: 'PPN' },
  [identifier_system.patient_code]: { system: sid.patient_internal_id, type: 'PI' },
  [identifier_system.facility]: { system: sid.provider_code },
  [identifier_system.ma_lk]: { system: sid.visit_number },
  [identifier_system.record_number]: { system: sid.mrn },
  [identifier_system.archive_number]: { system: sid.archive_number },
}

const names: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(identifier_system).map(([name, system]) => [system, name]),
)

const typed = (type: string | undefined) =>
  type === undefined ? {} : { type: { coding: [{ system: code_system.identifier_type, code: type }] } }

const is_identifier = (value: Record<string, unknown>): boolean =>
  text_of(value['system']) !== undefined && text_of(value['value']) !== undefined && !('code' in value)

/**
 * Every identifier, wherever it stands: of the resource itself, of what a reference names, of contained resources. Telephones
 * have a system and a value too; theirs is no URL of ours.
 * @param unmapped gets the names of those the draft has no place for; they stay as they are
 */
export const with_ministry_identifiers = (value: unknown, unmapped: Set<string>): unknown => {
  if (Array.isArray(value)) return value.map((one) => with_ministry_identifiers(one, unmapped))
  if (!is_object(value)) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, with_ministry_identifiers(one, unmapped)]),
  )
  if (!is_identifier(value)) return copy
  const system = text_of(value['system']) ?? ''
  const place = places[system]
  if (place) return { ...copy, ...typed(place.type), system: place.system }
  if (names[system] !== undefined) unmapped.add(`identifier ${names[system]}`)
  return copy
}
