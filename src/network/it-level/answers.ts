import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Answer, Answered } from './contract.ts'
import { criteria_on, find_criterion } from './criteria.ts'

type Row = { criterion: string; answer: Answer; evidence: string; changed_name: string; at: Date }

const list_declared = async (sql: Sql, facility: string): Promise<Map<string, Row>> => {
  const { rows } = await sql.query<Row>(
    `SELECT DISTINCT ON (criterion) criterion, answer, evidence, changed_name, at FROM it_level.declared
     WHERE facility = $1 ORDER BY criterion, number DESC`,
    [facility],
  )
  return new Map(rows.map((row) => [row.criterion, row]))
}

const unanswered = (criterion: string): Answered => ({
  ...{ criterion, answer: 'no', basis: 'none', says: 'Chưa ai trả lời' },
})

/** A count of our own tables stands against any declaration; where nothing is counted, the declaration counts. */
const settle = (criterion: string, proven: Answered | undefined, said: Row | undefined): Answered => {
  if (proven?.basis === 'measured')
    return said && said.answer !== proven.answer ? { ...proven, declared: said.answer } : proven
  if (!said) return proven ?? unanswered(criterion)
  return {
    ...{ criterion, answer: said.answer, basis: 'declared', says: said.evidence },
    ...{ by: said.changed_name, at: said.at.toISOString() },
  }
}

/** Every criterion in force on a day with its answer. @param proven what the software counted; none at a hub */
export const gather_answers = async (
  sql: Sql,
  facility: string,
  proven: Answered[],
  day: string,
): Promise<Answered[]> => {
  const declared = await list_declared(sql, facility)
  const counted = new Map(proven.map((one) => [one.criterion, one]))
  return criteria_on(day).map(({ id }) => settle(id, counted.get(id), declared.get(id)))
}

export type Declaration = { answer: Answer; evidence: string }

/** A person says how it is, with what shows it. @throws 404, 422 */
export const declare = async (
  sql: Sql,
  caller: Caller,
  id: string,
  { answer, evidence }: Declaration,
): Promise<void> => {
  const criterion = find_criterion(id)
  if (!criterion) throw fail.not_found(`Không có tiêu chí ${id.slice(0, 40)}`)
  if (criterion.valid_to !== null)
    throw fail.rule(`Tiêu chí ${id} đã hết hiệu lực từ sau ngày ${criterion.valid_to}; không đánh giá nữa`, 'criterion')
  if (answer === 'na' && criterion.if_any !== true)
    throw fail.rule(`Tiêu chí “${criterion.vi}” không có lựa chọn “không áp dụng”`, 'answer')
  if (answer !== 'no' && evidence.trim() === '')
    throw fail.rule(
      answer === 'yes'
        ? 'Cần minh chứng: số văn bản, hợp đồng, hoặc tên phần mềm đang dùng'
        : 'Cần lý do vì sao không áp dụng',
      'evidence',
    )
  await sql.query(
    `INSERT INTO it_level.declared (facility, criterion, answer, evidence, changed_by, changed_name)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [caller.facility, id, answer, evidence.trim(), caller.actor.id, caller.actor.name],
  )
  await insert_events(sql, [
    { caller, act: { action: 'U', interaction: 'it-level-declared', type: 'ItLevel', ref: id, detail: answer } },
  ])
}
