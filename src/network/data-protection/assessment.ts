import { createHash } from 'node:crypto'
import { local_date, shift_days } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { check_register_body } from '../deployment/index.ts'
import type { Assessment, Line, Word } from './contract.ts'
import measures from './starter/measures.json' with { type: 'json' }
import { list_recipients } from './outward.ts'
import { get_register } from './registers.ts'
import { add_line, list_standing } from './words-of-registers.ts'

/** Luật 91/2025/QH15 Điều 21: within 60 days of the first processing. */
export const assessment_days = 60

/** What is kept of people, by type: how many resources, of how many people. Counted, nothing is read. */
const count_data = async (sql: Sql, facility: string): Promise<Assessment['data']> =>
  (
    await sql.query<Assessment['data'][number]>(
      `SELECT type, count(*) AS count, count(DISTINCT patient) AS people FROM record.resource
       WHERE facility = $1 AND NOT deleted AND patient IS NOT NULL GROUP BY type ORDER BY count DESC`,
      [facility],
    )
  ).rows

const find_beginning = async (sql: Sql, facility: string): Promise<string> => {
  const { rows } = await sql.query<{ at: Date | null }>(
    'SELECT min(at) AS at FROM audit.event WHERE facility = $1 AND patient IS NOT NULL',
    [facility],
  )
  return rows[0]?.at ? local_date(rows[0].at) : ''
}

const said = ({ id, body }: Line) => ({ id, body })

/** Of what an assessment rests on: another partner, purpose or time of keeping, and it wants an update. */
const digest_of = (
  parts: Pick<Assessment, 'purposes' | 'processors' | 'flows' | 'retention' | 'recipients'>,
): string => {
  const lines = [parts.purposes, parts.processors, parts.flows, parts.retention].map((list) =>
    list.map(said).sort((a, b) => a.id.localeCompare(b.id)),
  )
  const hosts = [...new Set(parts.recipients.map(({ what, who, host }) => `${what} ${who} ${host}`))].sort()
  return createHash('sha256')
    .update(JSON.stringify([lines, hosts]))
    .digest('hex')
}

const state_of = (filed: Line | undefined, digest: string, due_on: string): Assessment['state'] => {
  if (filed) return filed.body['digest'] === digest ? 'filed' : 'outdated'
  return due_on !== '' && due_on < local_date(new Date()) ? 'late' : 'due'
}

/** Whether what was filed still says what the house does now; counts nothing, so that every page may ask. */
export const judge_assessment = async (sql: Sql, facility: string): Promise<Omit<Assessment, 'data'>> => {
  const standing = (register: string) => list_standing(sql, facility, register)
  const parts = {
    ...{ purposes: await standing('purpose'), processors: await standing('processor'), flows: await standing('flow') },
    ...{ retention: await standing('retention'), recipients: await list_recipients(sql, facility) },
  }
  const digest = digest_of(parts)
  const filed = (await standing('assessment')).toSorted((a, b) => b.said_at.localeCompare(a.said_at))[0]
  const began_on = await find_beginning(sql, facility)
  const due_on = began_on === '' ? '' : shift_days(began_on, assessment_days)
  return {
    ...{ ...parts, digest, began_on, due_on, filed: filed ?? null, measures },
    state: state_of(filed, digest, due_on),
  }
}

/** The technical parts of the assessment as the house is set up now, with what is kept of people. */
export const view_assessment = async (sql: Sql, facility: string): Promise<Assessment> => ({
  ...(await judge_assessment(sql, facility)),
  data: await count_data(sql, facility),
})

/** Writes down that the assessment was filed as it stands now. @returns the line's id */
export const file_assessment = async (sql: Sql, caller: Caller, word: Word): Promise<string> => {
  const body = check_register_body(get_register('assessment'), word.body)
  const { digest } = await judge_assessment(sql, caller.facility)
  return add_line(sql, caller, { register: 'assessment', body: { ...body, digest }, valid_from: word.valid_from })
}
