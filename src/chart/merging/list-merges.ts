import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { to_hit } from '../patients/index.ts'
import type { MergeLine } from './contract.ts'
import { list_merges, type LoggedMerge } from './merge-log.ts'

const to_line = async (unit: Unit, merge: LoggedMerge, patient: string): Promise<MergeLine> => {
  const as = merge.source === patient ? 'source' : 'target'
  const other = as === 'source' ? merge.target : merge.source
  const stored = await unit.find('Patient', other)
  const hit = stored ? to_hit(resource_of(stored)) : undefined
  return {
    id: merge.id,
    other: { id: other, name: hit?.name ?? '', patient_code: hit?.patient_code ?? '' },
    ...{ as, reason: merge.reason, by: merge.made_by_name, at: merge.made_at.toISOString(), moved: merge.moved },
    ...(merge.undone_at
      ? {
          undone: {
            by: merge.undone_by_name ?? '',
            at: merge.undone_at.toISOString(),
            reason: merge.undo_reason ?? '',
          },
        }
      : {}),
  }
}

/** What a chart was merged into, and what into it, the newest first: for everybody who opens the person. */
export const merges_of = (store: Store, caller: Caller, patient: string): Promise<MergeLine[]> => {
  demand(caller, 'patient.read')
  return store.unit(caller, async (unit) => {
    const lines: MergeLine[] = []
    for (const merge of await list_merges(unit.sql, caller.facility, patient))
      lines.push(await to_line(unit, merge, patient))
    return lines
  })
}
