import { local_time } from '../../../base/time/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Store } from '../../../platform/records/index.ts'
import type { DisclosedLine } from '../../exchange/contract.ts'
import { name_facilities } from '../../exchange/index.ts'

type Row = { id: string; requester: string; basis: string; actor: string; instances: number; at: Date }

/** Pictures of our patient that other houses fetched, as lines of the same log as letters (PDP-04). */
export const list_given = (store: Store, caller: Caller, patient: string): Promise<DisclosedLine[]> => {
  demand(caller, 'audit.read')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<Row>(
      `SELECT id, requester, basis, actor, instances, at FROM imaging.disclosure
       WHERE facility = $1 AND patient = ANY ($2) ORDER BY at DESC LIMIT 500`,
      [caller.facility, await charts_of(unit, patient)],
    )
    const name_of = await name_facilities(
      unit,
      rows.map(({ requester }) => requester),
    )
    return rows.map(({ id, requester, basis, actor, instances, at }) => ({
      ...{ id, kind: 'imaging-study', title: `Ảnh gốc: đã lấy ${instances} ảnh`, state: 'taken' as const },
      recipients: [
        {
          code: requester,
          name: name_of(requester),
          state: 'received',
          reason: '',
          answer: '',
          changed_at: local_time(at),
        },
      ],
      ...{ posted_by: `${actor}${basis === '' ? '' : ` (${basis})`}`, posted_at: local_time(at), basis: null },
    }))
  })
}
