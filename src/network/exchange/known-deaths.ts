import { deceased_of } from '../../chart/patients/index.ts'
import { read_many, resource_of, type Unit } from '../../platform/records/index.ts'

/** Of our persons to whom letters were matched, when they died as our own chart says it; '' of the living. */
export const known_deaths = async (
  unit: Unit,
  patients: (string | null)[],
): Promise<(patient: string | null) => string> => {
  const refs = [...new Set(patients.flatMap((patient) => (patient === null ? [] : [`Patient/${patient}`])))]
  const found = refs.length === 0 ? [] : await read_many(unit.sql, unit.caller.facility, refs)
  const deaths = new Map(found.map((stored) => [stored.id, deceased_of(resource_of(stored)) ?? '']))
  return (patient) => deaths.get(patient ?? '') ?? ''
}
