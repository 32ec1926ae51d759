/** What goes in: the resources of one stay, and the signed files. In any order: the answer does not depend on it. */
import type * as R from './shapes.ts'
import { of_kind } from './shapes.ts'

export type SignedFile = {
  /** The DocumentReference itself, or `DocumentReference/<id>` of one that is among `others`. */
  reference: R.Document | string
  bytes_base64: string
  /** Hex. Checked against the bytes. */
  sha256: string
  title: string
}

export type FhirRecord = {
  facility: { code: string; name: string }
  patient: R.Patient
  coverage: R.Coverage[]
  encounter: R.Encounter
  conditions: R.Condition[]
  observations: R.Observation[]
  allergies: R.Allergy[]
  diagnostic_reports: R.Report[]
  service_requests: R.ServiceRequest[]
  medication_requests: R.MedicationRequest[]
  procedures: R.Procedure[]
  questionnaire_responses: R.Sheet[]
  organizations: R.Organization[]
  practitioners: R.Practitioner[]
  documents: SignedFile[]
  /** Whatever else belongs to the record and must survive: List, Location, Provenance, DocumentReference, … */
  others: R.Resource[]
}

/** A wrong entry stays in the record but is not told to others. */
export const is_live = (resource: R.Resource): boolean => resource.status !== 'entered-in-error'

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** By time, then by id; resources without either keep their place. */
export const by_time = <T extends R.Resource>(list: readonly T[], time_of: (one: T) => string | undefined): T[] => {
  const at = (one: T): number => {
    const at_ms = Date.parse(time_of(one) ?? '')
    return Number.isNaN(at_ms) ? Number.MAX_SAFE_INTEGER : at_ms
  }
  return list.filter(is_live).toSorted((a, b) => at(a) - at(b) || (a.id && b.id ? order(a.id, b.id) : 0))
}

/** The name behind a reference: of the resource if it is here, else what the reference itself says. */
export const names_of = (record: FhirRecord) => {
  const people = new Map(record.practitioners.map((one) => [`Practitioner/${one.id}`, one]))
  const places = new Map(record.organizations.map((one) => [`Organization/${one.id}`, one]))
  const rooms = new Map(of_kind(record.others, 'Location').map((one) => [`Location/${one.id}`, one]))
  const code = (reference: R.Reference | undefined, own: R.Identifier[] | undefined, system?: string): string =>
    (own ?? []).find((one) => system === undefined || one.system === system)?.value ??
    reference?.identifier?.value ??
    ''
  return {
    person: (reference?: R.Reference): string =>
      people.get(reference?.reference ?? '')?.name?.[0]?.text ?? reference?.display ?? '',
    person_code: (reference: R.Reference | undefined, system: string): string =>
      code(reference, people.get(reference?.reference ?? '')?.identifier, system),
    place: (reference?: R.Reference): string =>
      places.get(reference?.reference ?? '')?.name ?? reference?.display ?? '',
    place_code: (reference: R.Reference | undefined, system: string): string =>
      code(reference, places.get(reference?.reference ?? '')?.identifier, system),
    room: (reference?: R.Reference): R.PlaceOf | undefined => rooms.get(reference?.reference ?? ''),
  }
}

export type Names = ReturnType<typeof names_of>
