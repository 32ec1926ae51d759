import { charts_of } from '../../chart/merging/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { DisclosedLine } from './contract.ts'
import { name_facilities, outgoing_columns, to_outgoing_line, type OutgoingRow } from './lines.ts'
import { to_basis } from './show-basis.ts'

const lines_max = 500

/** What of our patient was given to other houses, to whom and on which basis, for the person who asks (PDP-04). */
export const list_disclosed = (store: Store, caller: Caller, patient: string): Promise<DisclosedLine[]> => {
  demand(caller, 'audit.read')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    const { rows } = await unit.sql.query<OutgoingRow>(
      `SELECT ${outgoing_columns} FROM exchange.outgoing AS o
       WHERE o.facility = $1 AND o.patient = ANY ($2) AND o.taken_at IS NOT NULL ORDER BY o.id DESC LIMIT ${lines_max}`,
      [caller.facility, await charts_of(unit, patient)],
    )
    const codes = rows.flatMap(({ deliveries }) => deliveries.map(({ recipient }) => recipient))
    const name_of = await name_facilities(unit, codes)
    unit.note({
      ...{ action: 'R', interaction: 'disclosed', type: 'AuditEvent', ref: 'AuditEvent?disclosed', patient },
      detail: `${rows.length} văn bản`,
    })
    return rows.map((row) => {
      const { id, kind, title, recipients, posted_by, posted_at, state } = to_outgoing_line(row, name_of)
      return { ...{ id, kind, title, recipients, posted_by, posted_at, state }, basis: to_basis(row.head) }
    })
  })
}
