import type { Scopes } from '../../standards/smart-scopes/index.ts'
import type { Sql } from '../database/index.ts'
import { demand_fitting, light_body, with_bodies, type Light } from './large.ts'
import type { StoredRow } from './read.ts'
import { read_within } from './search/include.ts'

const per_code = 3

type Ranked = StoredRow & { rank: number }

/**
 * A patient's newest facts of each type, by when they were true; of Observations the newest few of each code, because the
 * newest may be one that was entered in error.
 * @returns one more than `per_type` of a type where there are more
 */
export const facts_of = async (
  sql: Sql,
  facility: string,
  patient: string,
  wish: { types: string[]; per_type: number },
): Promise<StoredRow[]> => {
  const { rows } = await sql.alone<Light<Ranked>>(
    'facts_of',
    `SELECT type, id, version, updated_at, deleted, author, patient, ${light_body()} FROM (
       SELECT *, row_number() OVER (PARTITION BY type ORDER BY clinical_at DESC NULLS LAST, id DESC) AS rank FROM (
         SELECT *, row_number() OVER (PARTITION BY type, CASE WHEN type = 'Observation' THEN coalesce(code, 0) END,
             CASE WHEN type <> 'Observation' OR code IS NULL THEN id END
           ORDER BY clinical_at DESC NULLS LAST, id DESC) AS of_code
         FROM record.resource WHERE facility = $1 AND patient = $2 AND type = ANY($3) AND NOT deleted
       ) AS found WHERE of_code <= ${per_code}
     ) AS newest WHERE rank <= $4 ORDER BY type, rank`,
    [facility, patient, wish.types, wish.per_type + 1],
  )
  demand_fitting(rows, 'Patient')
  return with_bodies(sql, facility, rows)
}

/** What stands behind references, as far as the asker's token reaches. */
export const behind = (
  sql: Sql,
  asker: { facility: string; scopes?: Scopes | undefined },
  refs: string[],
): Promise<StoredRow[]> => read_within(sql, asker, refs)
