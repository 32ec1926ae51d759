import type { Sql } from '../../platform/database/index.ts'
import { local_time } from '../../base/time/index.ts'
import type { ShownLine } from './contract.ts'

type Row = {
  at: Date
  what: ShownLine['what']
  facility: string
  sender: string
  kind: string
  basis: { code?: string; law?: string; confirmed_by?: string; reason?: string } | null
  actor: string
  role: string
  until: Date | null
  ended_at: Date | null
}

const basis_in = ({ basis }: Row): ShownLine['basis'] =>
  basis?.code === undefined
    ? null
    : {
        ...{ code: basis.code, law: basis.law ?? '', reason: basis.reason ?? '' },
        confirmed_by: basis.confirmed_by ?? '',
      }

/** Everything that was shown of a person, by all her ids, the latest first. @param name_codes facilities as the directory knows them */
export const list_shown = async (
  sql: Sql,
  persons: string[],
  name_codes: (codes: string[]) => Promise<(code: string) => string>,
): Promise<ShownLine[]> => {
  const { rows } = await sql.query<Row>('SELECT * FROM hub.shown_of($1)', [persons])
  const name_of = await name_codes([...new Set(rows.flatMap(({ facility, sender }) => [facility, sender]))])
  const house = (code: string) => ({ code, name: code === '' ? '' : name_of(code) })
  return rows.map((row) => {
    const end = row.ended_at ?? row.until
    return {
      ...{ at: local_time(row.at), what: row.what, kind: row.kind, actor: row.actor, role: row.role },
      ...{ facility: house(row.facility), sender: house(row.sender), basis: basis_in(row) },
      until: end ? local_time(end) : '',
      is_open: row.what === 'opened' && row.ended_at === null && row.until !== null && row.until.getTime() > Date.now(),
    }
  })
}
