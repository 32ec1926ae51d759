import type { FolderHealth, Tone } from '../contract.ts'
import type { Office } from '../office.ts'

const usual_min = 15
const minute_ms = 60_000
/** Four turns missed: what lies there is of another shift. */
const turns_missed = 4

type Row = { written_at: Date | null; people: number | null; problem: string }

const tone_of = (row: Row | undefined, every_min: number): Tone => {
  if (!row?.written_at) return 'warn'
  const is_old = Date.now() - row.written_at.getTime() > turns_missed * every_min * minute_ms
  if (is_old) return 'bad'
  return row.problem !== '' || row.people === null ? 'warn' : 'good'
}

/** Whether the wards will have paper and a list when the server stops. */
export const show_folder = async (
  { database, env, has_wards }: Office,
  facility: string,
): Promise<FolderHealth | null> => {
  if (!has_wards) return null
  if (!env['DOWNTIME_DIR']) return { tone: 'warn', is_set: false, written_at: null, has_list: false, problem: '' }
  const { rows } = await database.read_facility(facility, (sql) =>
    sql.query<Row>('SELECT written_at, people, problem FROM downtime.folder WHERE facility = $1', [facility]),
  )
  const [row] = rows
  return {
    tone: tone_of(row, Number(env['DOWNTIME_EVERY_MIN']) || usual_min),
    ...{ is_set: true, written_at: row?.written_at?.toISOString() ?? null, has_list: row?.people != null },
    problem: row?.problem ?? '',
  }
}
