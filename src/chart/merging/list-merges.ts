import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { read_many, resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { identifier_system, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { to_hit } from '../patients/index.ts'
import type { MergeLine, MergeParty } from './contract.ts'
import { list_merges, list_sources, type LoggedMerge } from './merge-log.ts'

/** Of a chart that was merged away no number counts any more; people know it by its code all the same. */
const old_code_of = (patient: Resource): string =>
  text_of(list_of(patient['identifier']).find((one) => one['system'] === identifier_system.patient_code)?.['value']) ??
  ''

const parties_of = async (unit: Unit, merges: LoggedMerge[]): Promise<Map<string, MergeParty>> => {
  const refs = [...new Set(merges.flatMap(({ source, target }) => [`Patient/${source}`, `Patient/${target}`]))]
  const found = await read_many(unit.sql, unit.caller.facility, refs)
  return new Map(
    found.map((stored) => {
      const patient = resource_of(stored)
      const { name, birth_date, patient_code } = to_hit(patient)
      return [stored.id, { id: stored.id, name, birth_date, patient_code: patient_code || old_code_of(patient) }]
    }),
  )
}

const to_line = (merge: LoggedMerge, parties: Map<string, MergeParty>): MergeLine => {
  const party = (id: string): MergeParty => parties.get(id) ?? { id, name: '', birth_date: '', patient_code: '' }
  const { id, reason, made_by_name: by, moved, undone_at } = merge
  return {
    ...{ id, source: party(merge.source), target: party(merge.target), reason, by, moved },
    at: merge.made_at.toISOString(),
    ...(undone_at
      ? {
          undone: { by: merge.undone_by_name ?? '', at: undone_at.toISOString(), reason: merge.undo_reason ?? '' },
        }
      : {}),
  }
}

/**
 * What was merged, the newest first: of one chart for everybody who opens the person, of the whole facility for who merges.
 * @param patient '' for all
 */
export const merges_at = (store: Store, caller: Caller, patient: string): Promise<MergeLine[]> => {
  demand(caller, patient === '' ? 'patient.merge' : 'patient.read')
  return store.unit(caller, async (unit) => {
    const merges = await list_merges(unit.sql, caller.facility, patient)
    const parties = await parties_of(unit, merges)
    unit.note({
      ...{ action: 'R', interaction: 'list-merges', type: 'Patient' },
      ref: patient === '' ? 'Patient' : `Patient/${patient}`,
      ...(patient === '' ? {} : { patient }),
      detail: [...parties.keys()].map((id) => `Patient/${id}`).join(' '),
    })
    return merges.map((merge) => to_line(merge, parties))
  })
}

/** This chart and every chart that lies in it now: one person's, e.g. for the log of who looked. */
export const charts_of = async (unit: Unit, patient: string): Promise<string[]> => [
  patient,
  ...(await list_sources(unit.sql, unit.caller.facility, patient)),
]
