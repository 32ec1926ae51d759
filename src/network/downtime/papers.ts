import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { take_number } from '../../chart/numbers/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { PaperLine, PaperState, PaperWish, Settling } from './contract.ts'
import { format_code, read_code } from './paper-code.ts'

export const papers_max = 200
export const folder_batch = 'thu-muc'

type Giving = { form: string; place: string; batch: string; state: 'out' | 'reserved'; name: string }

/** So many new numbers, in one transaction with their lines: none is given twice, none is forgotten. */
export const give_numbers = async (sql: Sql, facility: string, count: number, giving: Giving): Promise<string[]> => {
  const year = Number(local_date(new Date()).slice(0, 4))
  const codes: string[] = []
  for (let i = 0; i < count; i += 1) {
    const number = await take_number(sql, facility, 'downtime', '')
    const code = format_code(year, number)
    await sql.query(
      `INSERT INTO downtime.paper (facility, number, code, form, place, batch, state, given_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [facility, number, code, giving.form, giving.place, giving.batch, giving.state, giving.name],
    )
    codes.push(code)
  }
  return codes
}

/** @returns the batch, whose paper is printed from its numbers */
export const give_out = (store: Store, caller: Caller, { form, count, place }: PaperWish): Promise<string> => {
  demand(caller, 'downtime.enter')
  if (count < 1 || count > papers_max) throw fail.value(`Mỗi lần in từ 1 đến ${papers_max} tờ`, 'count')
  return store.unit(caller, async (unit) => {
    const batch = randomUUID()
    const giving = { form, place, batch, state: 'out', name: caller.actor.name } as const
    const codes = await give_numbers(unit.sql, caller.facility, count, giving)
    unit.note({
      ...{ action: 'C', interaction: 'downtime-paper', type: 'Downtime', ref: batch },
      detail: `${form} ${codes[0]}…${codes.at(-1)}`,
    })
    return batch
  })
}

export type Batch = { form: string; codes: string[] }

export const get_batch = (store: Store, caller: Caller, batch: string): Promise<Batch> => {
  demand(caller, 'downtime.enter')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<{ form: string; code: string }>(
      'SELECT form, code FROM downtime.paper WHERE facility = $1 AND batch = $2 ORDER BY number',
      [caller.facility, batch],
    )
    if (!rows[0] || rows[0].form === '') throw fail.not_found('Không có đợt giấy này')
    return { form: rows[0].form, codes: rows.map(({ code }) => code) }
  })
}

const stay_systems = [
  identifier_system.admission_number,
  identifier_system.outpatient_number,
  identifier_system.station_number,
]

const find_stay = async (unit: Unit, number: string): Promise<string> => {
  for (const system of stay_systems) {
    const query = new URLSearchParams({ identifier: `${system}|${number}`, _count: '2' })
    const [found] = (await unit.search('Encounter', query)).entries
    if (found) return found.id
  }
  throw fail.value(`Không có lượt khám nào có số vào viện ${number.slice(0, 20)}`, 'stay')
}

/** A sheet came back: entered in a stay, or written off with a word why. @throws 404, 409 settled before, 422 */
export const settle = (store: Store, caller: Caller, said: Settling): Promise<void> => {
  demand(caller, 'downtime.enter')
  const code = read_code(said.code)
  const [stay, note] = [said.stay.trim(), said.note.trim()]
  if (stay === '' && note === '')
    throw fail.value('Ghi số vào viện đã nhập giấy này, hoặc lý do không nhập (hỏng, không dùng, mất)', 'note')
  return store.unit(caller, async (unit) => {
    const encounter = said.state === 'entered' && stay !== '' ? await find_stay(unit, stay) : null
    const { rows } = await unit.sql.query<{ state: PaperState; settled_name: string }>(
      'SELECT state, settled_name FROM downtime.paper WHERE facility = $1 AND code = $2 FOR UPDATE',
      [caller.facility, code],
    )
    const [known] = rows
    if (!known) throw fail.not_found(`Đơn vị chưa phát số ${code}`)
    if (known.state === 'entered' || known.state === 'spoiled')
      throw fail.conflict(`Số ${code} đã được ${known.settled_name} xử lý rồi`)
    await unit.sql.query(
      `UPDATE downtime.paper SET state = $3, settled_at = now(), settled_by = $4, settled_name = $5, encounter = $6, note = $7
       WHERE facility = $1 AND code = $2`,
      [caller.facility, code, said.state, caller.actor.id, caller.actor.name, encounter, note],
    )
    unit.note({
      ...{ action: 'U', interaction: 'downtime-settle', type: 'Downtime', ref: code },
      detail: said.state,
      ...(encounter ? { detail: `${said.state} Encounter/${encounter}` } : {}),
    })
  })
}

type Row = Omit<PaperLine, 'given_at' | 'settled_at' | 'form_title'> & { given_at: Date; settled_at: Date | null }

const columns = 'code, form, place, given_at, given_name, state, settled_at, settled_name, encounter, note'

const shown = (rows: Row[]): Omit<PaperLine, 'form_title'>[] =>
  rows.map((row) => ({
    ...row,
    given_at: row.given_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
  }))

/** Numbers of the folder are used in order: one below the highest that came back was used, and is missing. */
const missing_sql = `SELECT ${columns} FROM downtime.paper AS p WHERE facility = $1 AND (state = 'out' OR state = 'reserved'
  AND number < (SELECT max(number) FROM downtime.paper WHERE facility = $1 AND batch = p.batch
    AND state IN ('entered', 'spoiled'))) ORDER BY number LIMIT 500`

export const list_missing = async (sql: Sql, facility: string) =>
  shown((await sql.query<Row>(missing_sql, [facility])).rows)

export const list_settled = async (sql: Sql, facility: string) =>
  shown(
    (
      await sql.query<Row>(
        `SELECT ${columns} FROM downtime.paper WHERE facility = $1 AND state IN ('entered', 'spoiled')
         ORDER BY settled_at DESC LIMIT 20`,
        [facility],
      )
    ).rows,
  )

export const count_papers = async (sql: Sql, facility: string): Promise<Record<PaperState, number>> => {
  const { rows } = await sql.query<{ state: PaperState; n: number }>(
    'SELECT state, count(*) AS n FROM downtime.paper WHERE facility = $1 GROUP BY state',
    [facility],
  )
  const counts = { out: 0, entered: 0, spoiled: 0, reserved: 0 }
  for (const { state, n } of rows) counts[state] = Number(n)
  return counts
}
