import pg from 'pg'
import type { Deed } from '../../../demo/index.ts'

/** What was played into a hub: the deeds, and under which id each line of a register was written. */
export type Played = { programme: string; from_day: string; deeds: Deed[]; ids: ReadonlyMap<string, string> }

const at = (day: string): string => `${day}T09:00:00+07:00`

/** A line that is written again has a next version. */
const count_versions = () => {
  const versions = new Map<string, number>()
  return (key: string): number => {
    const version = (versions.get(key) ?? 0) + 1
    versions.set(key, version)
    return version
  }
}

/** Every version of every line of the registers with the day it was written; an act is one more. */
const dated_entries = ({ deeds, ids }: Played) => {
  const next = count_versions()
  return deeds.flatMap((deed) =>
    deed.do === 'add' || deed.do === 'act'
      ? [{ facility: deed.facility, id: ids.get(deed.key) ?? '', version: next(deed.key), at: at(deed.on) }]
      : [],
  )
}

const dated_lines = ({ deeds }: Played) => {
  const next = count_versions()
  return deeds.flatMap((deed) => {
    if (deed.do !== 'budget') return []
    const { facility, line, on } = deed
    const { year, source } = line
    return [{ facility, year, source, version: next(`${facility} ${year} ${source}`), at: at(on) }]
  })
}

const dated_plans = ({ deeds }: Played) =>
  deeds.flatMap((deed) =>
    deed.do === 'plan' || deed.do === 'submit-plan' || deed.do === 'approve-plan'
      ? [{ facility: deed.facility, what: deed.do, at: at(deed.on) }]
      : [],
  )

const kept = ['deployment.entry', 'deployment.budget', 'hub.programme']

const entry_sql = (table: string): string =>
  `UPDATE deployment.${table} AS e SET updated_at = w.at
   FROM jsonb_to_recordset($1) AS w (facility text, id text, version integer, at timestamptz)
   WHERE e.facility = w.facility AND e.id = w.id AND e.version = w.version`

const budget_sql = (table: string): string =>
  `UPDATE deployment.${table} AS b SET updated_at = w.at
   FROM jsonb_to_recordset($1) AS w (facility text, year integer, source text, version integer, at timestamptz)
   WHERE b.programme = $2 AND b.facility = w.facility AND b.year = w.year AND b.source = w.source AND b.version = w.version`

const plan_sql = (what: string, column: string): string =>
  `UPDATE deployment.plan AS p SET ${column} = w.at
   FROM jsonb_to_recordset($1) AS w (facility text, what text, at timestamptz)
   WHERE p.programme = $2 AND p.version = 1 AND p.facility = w.facility AND w.what = '${what}'`

/**
 * A year that is played in a minute was written in that minute, and a report of a past month would rightly find nothing that
 * was known then. Here each line is dated as written on the day of its deed. Done by the owner of the tables: the server's own
 * role cannot change history.
 */
export const date_back = async (url: string, played: Played): Promise<void> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    for (const table of kept) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER keep`)
    const entries = JSON.stringify(dated_entries(played))
    for (const table of ['entry', 'entry_past']) await owner.query(entry_sql(table), [entries])
    const lines = [JSON.stringify(dated_lines(played)), played.programme]
    for (const table of ['budget', 'budget_past']) await owner.query(budget_sql(table), lines)
    const plans = [JSON.stringify(dated_plans(played)), played.programme]
    await owner.query(plan_sql('plan', 'written_at'), plans)
    await owner.query(plan_sql('submit-plan', 'submitted_at'), plans)
    await owner.query(plan_sql('approve-plan', 'decided_at'), plans)
    await owner.query(
      `UPDATE deployment.progress SET said_at = (day + time '09:00') AT TIME ZONE 'Asia/Ho_Chi_Minh' WHERE programme = $1`,
      [played.programme],
    )
    // The days that proved these steps were counted then; of the played past only the last weeks have counts.
    for (const [table, set] of [
      ['progress', `lacks = ''`],
      ['milestone', `lacks = '', lacks_by = ''`],
    ])
      await owner.query(
        `UPDATE deployment.${table} SET ${set} WHERE programme = $1 AND step IN ('pilot', 'exchange')`,
        [played.programme],
      )
    await owner.query('UPDATE hub.programme SET updated_at = $2 WHERE id = $1', [played.programme, at(played.from_day)])
    for (const table of kept) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER keep`)
    await owner.query('COMMIT')
  } finally {
    await owner.end()
  }
}
