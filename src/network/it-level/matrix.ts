import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { list_directory, name_on } from '../membership/index.ts'
import { assessment_columns, line_of, type AssessmentRow } from './assessment-row.ts'
import type { FacilityLevel, LevelMatrix, Rerating } from './contract.ts'
import { tt54 } from './criteria.ts'
import { declaration_year } from './declaration.ts'
import { stand } from './level.ts'
import { doubted_by } from './rerating.ts'

/** A past day, for reports; what came to the hub from `known_by` on was not known then. null: everything known counts. */
export type MatrixDay = { day: string; known_by: string | null }

/** The newest assessment of each, and the one before it. */
const newest_two = async (sql: Sql, { known_by }: MatrixDay): Promise<Map<string, AssessmentRow[]>> => {
  const { rows } = await sql.query<AssessmentRow>(
    `SELECT ${assessment_columns} FROM (
       SELECT *, row_number() OVER (PARTITION BY facility ORDER BY made_at DESC) AS place FROM it_level.assessment
       WHERE $1::timestamptz IS NULL OR (made_at < $1 AND taken_at < $1)) AS a
     WHERE place <= 2 ORDER BY facility, made_at DESC`,
    [known_by],
  )
  return Map.groupBy(rows, ({ facility }) => facility)
}

const open_demands = async (sql: Sql, { known_by }: MatrixDay): Promise<Map<string, string[]>> => {
  const { rows } = await sql.query<{ facility: string; criteria: string[] }>(
    `SELECT facility, criteria FROM it_level.rerating AS r
     WHERE ($1::timestamptz IS NULL OR ordered_at < $1) AND (answered_by IS NULL
       OR EXISTS (SELECT FROM it_level.assessment AS a WHERE a.facility = r.facility AND a.id = r.answered_by AND a.taken_at >= $1))`,
    [known_by],
  )
  const as_rerating = (criteria: string[]): Rerating => ({
    ...{ id: '', criteria, reason: '', due: '', ordered_by: '', ordered_at: '', answered_by: null },
  })
  return new Map(
    [...Map.groupBy(rows, ({ facility }) => facility)].map(([facility, own]) => [
      facility,
      [...doubted_by(own.map(({ criteria }) => as_rerating(criteria)))],
    ]),
  )
}

/** Who declared its level for a year, and when first. */
export const declared_in = async (
  sql: Sql,
  year: number,
  { known_by }: Pick<MatrixDay, 'known_by'>,
): Promise<Map<string, string>> => {
  const { rows } = await sql.query<{ facility: string; at: Date }>(
    `SELECT facility, min(made_at) AS at FROM it_level.assessment
     WHERE kind = 'declaration' AND year = $1 AND ($2::timestamptz IS NULL OR taken_at < $2) GROUP BY 1`,
    [year, known_by],
  )
  return new Map(rows.map(({ facility, at }) => [facility, at.toISOString()]))
}

const facilities_max = 20_000

/** Every facility that treated people on that day, beside one another, by its name of then. To be asked in as_oversight. */
export const show_matrix_on = async (sql: Sql, on: MatrixDay): Promise<LevelMatrix> => {
  const year = declaration_year(on.day)
  const directory = (await list_directory(sql, { limit: facilities_max })).filter(
    ({ kind, membership, valid_to }) =>
      (kind === 'hospital' || (kind !== 'authority' && kind !== 'pharmacy' && membership === 'approved')) &&
      (valid_to === null || valid_to > on.day),
  )
  const newest = await newest_two(sql, on)
  const [demands, declared] = [await open_demands(sql, on), await declared_in(sql, year, on)]
  const facilities = directory.map((one): FacilityLevel => {
    const { code } = one
    const [row, before] = newest.get(code) ?? []
    const doubted = new Set(demands.get(code))
    return {
      ...{ facility: code, name: name_on(one, on.day), doubted: doubted.size, declared_at: declared.get(code) ?? null },
      standing: row ? stand(row.answers, row.as_of, doubted) : null,
      said_level: row?.level ?? null,
      newest: row ? line_of(row) : null,
      previous_level: before?.level ?? null,
    }
  })
  const levels = [0, ...tt54.ladder.map(({ level }) => level)].map(
    (level) => facilities.filter(({ standing }) => standing?.level === level).length,
  )
  return { at: new Date().toISOString(), year, facilities, levels }
}

/** As it stands now. To be asked in as_oversight. */
export const show_matrix = (sql: Sql): Promise<LevelMatrix> =>
  show_matrix_on(sql, { day: local_date(new Date()), known_by: null })
