import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Office } from './office.ts'
import { find_rows } from './paper-rows.ts'
import type { StoredRow } from './stored-submission.ts'

type ReadPart = { bytes: Buffer; content_type: string }

/** The bytes of one part, as they were received. @throws 404 for what is not there or not for the caller; noted too */
export const read_part = async (
  office: Office,
  caller: Caller,
  at: { number: number; part: number },
): Promise<ReadPart> => {
  const found = await look_for_part(office, caller, at)
  if (!found) throw fail.not_found('Trục không có tài liệu này cho cơ sở của bạn')
  return found
}

const look_for_part = (
  office: Office,
  caller: Caller,
  at: { number: number; part: number },
): Promise<ReadPart | undefined> =>
  office.database.in_facility(caller.facility, async (sql) => {
    const row = (await find_readable(office, caller, sql, at.number))?.row
    const part = row?.parts[at.part]
    const act = { action: 'R', interaction: 'ITI-68', type: 'Binary', ref: `Binary/${at.number}-${at.part}` } as const
    const { rows } = await sql.query<{ key_id: string; bytes: Buffer }>(
      'SELECT key_id, bytes FROM hub.content WHERE person = $1 AND number = $2 AND part = $3',
      [row?.person ?? '', at.number, at.part],
    )
    if (!row || !part || !rows[0]) {
      await insert_events(sql, [{ caller, act: { ...act, outcome: 4, detail: 'không có, hoặc không cho cơ sở này' } }])
      return undefined
    }
    await insert_events(sql, [{ caller, act: { ...act, patient: row.person, detail: row.kind } }])
    const bytes = office.cipher.open(rows[0].key_id, rows[0].bytes, `${at.number}/${at.part}`)
    return { bytes, content_type: part.content_type }
  })

type Readable = { row: StoredRow; basis: string }

/** A paper the caller may read now, and by which basis; '': its own, or sent to it. */
export const find_readable = async (
  office: Office,
  caller: Caller,
  sql: Sql,
  number: number,
): Promise<Readable | undefined> => {
  const find = async () => (await find_rows(sql, { numbers: [number], created: [], count: 1 }))[0]
  const own = await find()
  return own ? { row: own, basis: '' } : find_by_basis(office, caller, sql, number, find)
}

/** A paper of somebody else's: the person it tells of is asked from the bases the caller holds. */
const find_by_basis = async (
  office: Office,
  caller: Caller,
  sql: Sql,
  number: number,
  find: () => Promise<StoredRow | undefined>,
): Promise<Readable | undefined> => {
  const { rows } = await sql.query<{ person: string }>(
    'SELECT DISTINCT person FROM hub.disclosure WHERE recipient = $1 AND until > now() AND ended_at IS NULL',
    [caller.facility],
  )
  for (const { person } of rows) {
    const view = await office.open_person(sql, caller, await office.known_as(sql, person))
    const row = await find()
    if (row?.number === number && view?.is_shown(row)) return { row, basis: view.basis }
  }
  return undefined
}
