import type { Database } from '../../../platform/database/index.ts'
import type { StudyState } from '../contract.ts'
import type { Problem } from './bring-study.ts'
import { lent_for_s, type FetchWish } from './fetch-study.ts'

/** One more picture is ours; the loan goes on. */
export const note_stored = (
  database: Database,
  facility: string,
  { patient, study }: FetchWish,
  instance: string,
): Promise<unknown> =>
  database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE imaging.fetched SET stored = array_append(stored, $4), lent_until = now() + make_interval(secs => ${lent_for_s})
       WHERE facility = $1 AND patient = $2 AND study = $3`,
      [facility, patient, study, instance],
    ),
  )

export type How = {
  state: Exclude<StudyState, 'at-source' | 'fetching'>
  problems: Problem[]
  message: string
  resource: string | null
}

export const settle_fetched = (
  database: Database,
  facility: string,
  { patient, study }: FetchWish,
  { state, problems, message, resource }: How,
): Promise<unknown> =>
  database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE imaging.fetched SET state = $4, problems = $5, message = $6, resource = coalesce($7, resource), lent_until = NULL
       WHERE facility = $1 AND patient = $2 AND study = $3`,
      [facility, patient, study, state, JSON.stringify(problems), message.slice(0, 1_000), resource],
    ),
  )
