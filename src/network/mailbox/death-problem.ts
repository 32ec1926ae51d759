import { local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { asks_care_of_dead, type Submission } from '../../standards/documents/index.ts'
import type { KnownPerson } from './office.ts'
import { find_known } from './take-again.ts'

/** A correction of what was written while she lived follows to all who have it, whatever happened since (SHARE-12). */
const corrects_earlier = async (
  sql: Sql,
  { sender, replaces, kind }: Submission,
  deceased: string,
): Promise<boolean> => {
  const old = replaces === undefined ? undefined : await find_known(sql, sender, replaces)
  if (!old) return false
  const { rows } = await sql.query<{ created_at: Date }>(
    'SELECT created_at FROM hub.submission WHERE person = $1 AND number = $2',
    [old.person, old.number],
  )
  return rows[0] !== undefined && !asks_care_of_dead({ kind, created_at: local_time(rows[0].created_at) }, deceased)
}

const say_day = (deceased: string): string =>
  deceased === 'true' ? 'không rõ ngày' : `ngày ${deceased.split('-').toReversed().join('/')}`

/** Why a person at the hub must look at it first; undefined: it may go on. */
export const death_problem = async (
  sql: Sql,
  submission: Submission,
  { deceased }: KnownPerson,
): Promise<string | undefined> => {
  if (deceased === null || !asks_care_of_dead(submission, deceased)) return undefined
  if (await corrects_earlier(sql, submission, deceased)) return undefined
  return `Danh bạ ghi người bệnh đã mất ${say_day(deceased)}; kiểm tra lại người bệnh trên tài liệu này`
}
