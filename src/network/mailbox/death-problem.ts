import { local_date } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import type { KnownPerson } from './office.ts'
import { find_known } from './take-again.ts'

/**
 * Of the dead nobody is sent on, asked back or prescribed for. Every other kind tells of what was: the summary of the very
 * stay, the answer to the house that had sent her, a result or an autopsy that comes when she is dead, the whole record.
 */
const asks_for_care = new Set(['transfer-letter', 'reexam-letter', 'prescription'])

/**
 * By days: what was written on the day of the death was written before it as far as anybody can tell. Of a month, a year or
 * a death alone ('true') nobody can tell it: a person looks.
 */
const may_be_after = (day: string, deceased: string): boolean => deceased === 'true' || day > deceased

/** A correction of what was written while she lived follows to all who have it, whatever happened since (SHARE-12). */
const corrects_earlier = async (sql: Sql, { sender, replaces }: Submission, deceased: string): Promise<boolean> => {
  const old = replaces === undefined ? undefined : await find_known(sql, sender, replaces)
  if (!old) return false
  const { rows } = await sql.query<{ created_at: Date }>(
    'SELECT created_at FROM hub.submission WHERE person = $1 AND number = $2',
    [old.person, old.number],
  )
  return rows[0] !== undefined && !may_be_after(local_date(rows[0].created_at), deceased)
}

const say_day = (deceased: string): string =>
  deceased === 'true' ? 'không rõ ngày' : `ngày ${deceased.split('-').toReversed().join('/')}`

/** Why a person at the hub must look at it first; undefined: it may go on. */
export const death_problem = async (
  sql: Sql,
  submission: Submission,
  { deceased }: KnownPerson,
): Promise<string | undefined> => {
  if (deceased === null || !asks_for_care.has(submission.kind)) return undefined
  if (!may_be_after(submission.created_at.slice(0, 10), deceased)) return undefined
  if (await corrects_earlier(sql, submission, deceased)) return undefined
  return `Danh bạ ghi người bệnh đã mất ${say_day(deceased)}; kiểm tra lại người bệnh trên tài liệu này`
}
