import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { list_directory } from '../membership/index.ts'
import { assessment_columns, line_of, type AssessmentRow } from './assessment-row.ts'
import type { FacilityLevel, LevelMatrix, Rerating } from './contract.ts'
import { tt54 } from './criteria.ts'
import { declaration_year } from './declaration.ts'
import { stand } from './level.ts'
import { doubted_by } from './rerating.ts'

/** The newest assessment of each, and the one before it. */
const newest_two = async (sql: Sql): Promise<Map<string, AssessmentRow[]>> => {
  const { rows } = await sql.query<AssessmentRow>(
    `SELECT ${assessment_columns} FROM (
       SELECT *, row_number() OVER (PARTITION BY facility ORDER BY made_at DESC) AS place FROM it_level.assessment) AS a
     WHERE place <= 2 ORDER BY facility, made_at DESC`,
  )
  return Map.groupBy(rows, ({ facility }) => facility)
}

const open_demands = async (sql: Sql): Promise<Map<string, string[]>> => {
  const { rows } = await sql.query<{ facility: string; criteria: string[] }>(
    'SELECT facility, criteria FROM it_level.rerating WHERE answered_by IS NULL',
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

const declared_in = async (sql: Sql, year: number): Promise<Map<string, string>> => {
  const { rows } = await sql.query<{ facility: string; at: Date }>(
    `SELECT facility, min(made_at) AS at FROM it_level.assessment WHERE kind = 'declaration' AND year = $1 GROUP BY 1`,
    [year],
  )
  return new Map(rows.map(({ facility, at }) => [facility, at.toISOString()]))
}

/** Every facility that treats people, beside one another. To be asked in as_oversight. */
export const show_matrix = async (sql: Sql): Promise<LevelMatrix> => {
  const year = declaration_year(local_date(new Date()))
  const directory = (await list_directory(sql, {})).filter(
    ({ kind, membership }) => kind === 'hospital' || (kind !== 'authority' && membership === 'approved'),
  )
  const [newest, demands, declared] = [await newest_two(sql), await open_demands(sql), await declared_in(sql, year)]
  const facilities = directory.map(({ code, name }): FacilityLevel => {
    const [row, before] = newest.get(code) ?? []
    const doubted = new Set(demands.get(code))
    return {
      ...{ facility: code, name, doubted: doubted.size, declared_at: declared.get(code) ?? null },
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
