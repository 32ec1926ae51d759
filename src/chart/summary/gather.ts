import { find_facility } from '../../platform/access/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { behind, demand_standing_patient, facts_of, new_id, type OperationCall } from '../../platform/records/index.ts'
import { identifier_system, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { carried_types, fact_types, ips_document, refs_in } from '../../standards/ips/index.ts'

const per_type = 200
/** A report names its findings, they name who found them, who works for whom. */
const rounds_max = 4

type Asker = { facility: string; scopes: OperationCall['scopes'] }

const body_of = ({ body }: { body: string }): Resource => parse_exact(body) as Resource

/** What the facts speak of, and what that speaks of. */
const gather_carried = async (sql: Sql, asker: Asker, id: string, from: Resource[]): Promise<Resource[]> => {
  const asked = new Set<string>()
  const all: Resource[] = []
  let next = from
  for (let round = 0; round < rounds_max && next.length > 0; round += 1) {
    const refs = next
      .flatMap((one) => [...refs_in(one)])
      .map((ref) => ref.replace(/\/_history\/.*$/, ''))
      .filter((ref) => carried_types.includes(ref.split('/')[0] ?? '') && !asked.has(ref))
    for (const ref of refs) asked.add(ref)
    const found = refs.length === 0 ? [] : await behind(sql, asker, [...new Set(refs)])
    // A fact may speak of another's: a newborn's of the mother's.
    next = found.filter(({ patient }) => patient === null || patient === id).map(body_of)
    all.push(...next)
  }
  return all
}

/** The facility as the store knows it, else by its name and code. */
const custodian_of = async (sql: Sql, { facility }: Asker): Promise<Resource> => {
  const [stored] = await behind(sql, { facility }, [`Organization/${facility}`])
  if (stored) return body_of(stored)
  const known = await find_facility(sql, facility)
  return {
    resourceType: 'Organization',
    identifier: [{ system: identifier_system.facility, value: facility }],
    name: known?.name ?? facility,
  }
}

/** @throws 404, 410, 422 for a patient whose facts are not here */
export const gather_summary = async (sql: Sql, asker: Asker, id: string, base: string): Promise<Resource> => {
  await demand_standing_patient(sql, asker.facility, id)
  const [person] = await behind(sql, { facility: asker.facility }, [`Patient/${id}`])
  const patient: Resource = person ? body_of(person) : { resourceType: 'Patient', id }
  const rows = await facts_of(sql, asker.facility, id, { types: fact_types, per_type })
  const counts = new Map<string, number>()
  const kept = rows.filter(({ type }) => {
    counts.set(type, (counts.get(type) ?? 0) + 1)
    return (counts.get(type) ?? 0) <= per_type
  })
  const facts = kept.map(body_of)
  const custodian = await custodian_of(sql, asker)
  return ips_document({
    ...{ base, patient, facts, custodian, uuid: () => new_id(), at: new Date().toISOString() },
    carried: await gather_carried(sql, asker, id, [patient, custodian, ...facts]),
    cut: new Set([...counts].flatMap(([type, count]) => (count > per_type ? [type] : []))),
  })
}
