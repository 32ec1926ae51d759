import { fail } from '../../../base/outcome/index.ts'
import { day, group, number, one_of, read_shape, text, when_absent, yes_or_no } from '../../../base/shapes/index.ts'
import { days_between } from '../../../base/time/index.ts'
import { may } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Milestone, Programme, ProgressWord } from '../contract.ts'
import { name_of_step, step_ids, type StepId } from '../programme/steps.ts'
import { note } from '../scope.ts'
import { missing_proof } from './proof.ts'

/** on_word: the Sở says it done although the registers do not prove it, and knows that. */
export type NewProgress = { step: StepId; percent: number; on: string; evidence: string; on_word: boolean }

const shape = group<NewProgress>('tiến độ', {
  step: one_of('bước', step_ids),
  percent: number('phần trăm', 0, 100),
  on: day('ngày'),
  evidence: text('căn cứ', 1_000),
  on_word: when_absent(yes_or_no('xong theo lời Sở'), false),
})

export const read_progress = (value: unknown): NewProgress => {
  const read = read_shape(shape, value)
  if (!Number.isInteger(read.percent)) throw fail.value('Phần trăm là số nguyên', 'percent')
  return read
}

type Place = { facility: string; programme: string }

/** The last word counts; what is done is done since the first of its unbroken words. */
export const settle = async (
  sql: Sql,
  place: Place,
  { step, evidence }: Pick<NewProgress, 'step' | 'evidence'>,
  by: string,
): Promise<void> => {
  const { row_count } = await sql.query(
    `WITH last AS (
       SELECT percent, lacks, said_by FROM deployment.progress WHERE facility = $1 AND programme = $2 AND step = $3
       ORDER BY day DESC, serial DESC LIMIT 1
     ), broken AS (
       SELECT day, serial FROM deployment.progress WHERE facility = $1 AND programme = $2 AND step = $3 AND percent < 100
       ORDER BY day DESC, serial DESC LIMIT 1
     )
     UPDATE deployment.milestone AS m SET percent = last.percent, evidence = $4, updated_at = now(), updated_by = $5,
       lacks = last.lacks, lacks_by = CASE WHEN last.lacks = '' THEN '' ELSE last.said_by END,
       done_on = CASE WHEN last.percent = 100 THEN (
         SELECT min(p.day) FROM deployment.progress AS p WHERE p.facility = $1 AND p.programme = $2 AND p.step = $3
           AND (p.day, p.serial) > (coalesce((SELECT day FROM broken), '-infinity'), coalesce((SELECT serial FROM broken), 0))) END
     FROM last WHERE m.facility = $1 AND m.programme = $2 AND m.step = $3`,
    [place.facility, place.programme, step, evidence, by],
  )
  if (row_count === 0) throw fail.conflict('Kế hoạch của cơ sở chưa được Sở duyệt, nên chưa báo tiến độ được')
}

/** Counts the weeks that a word of this day changes. */
export const count_weeks = async (sql: Sql, programme: string, since: string, today: string): Promise<void> => {
  await sql.query('SELECT hub.count_programme($1, $2, $3)', [programme, since, today])
}

/** Writes a word of one step without counting the weeks; the caller counts once for all. */
export const keep_progress = async (
  sql: Sql,
  caller: Caller,
  { facility, programme }: { facility: string; programme: Programme },
  said: NewProgress,
  today: string,
): Promise<void> => {
  if (said.on > today) throw fail.value('Ngày báo tiến độ không thể ở tương lai', 'on')
  if (said.on < programme.from_day) throw fail.value('Ngày báo tiến độ trước ngày kế hoạch bắt đầu', 'on')
  if (said.percent === 100 && said.evidence.trim() === '')
    throw fail.value('Báo xong cần căn cứ: số văn bản, biên bản, ngày nghiệm thu', 'evidence')
  const missing = said.percent === 100 ? await missing_proof(sql, facility, said.step, said.on) : ''
  // The Sở may say done what it saw with its own eyes; its name and what was missing stand beside the word.
  if (missing !== '' && !may(caller, 'board.write'))
    throw fail.rule(`Chưa báo xong bước ${name_of_step(said.step)} được: ${missing}`, 'step')
  await sql.query(
    `INSERT INTO deployment.progress (facility, programme, step, day, percent, evidence, said_by, lacks)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...[facility, programme.id, said.step, said.on, said.percent, said.evidence.trim(), caller.actor.name], missing],
  )
  await settle(sql, { facility, programme: programme.id }, said, caller.actor.name)
  const word = missing === '' ? '' : `, theo lời Sở: ${missing}`
  const detail = `${said.step} ${said.percent} % ngày ${said.on}${word}`
  await note(sql, caller, 'progress', `Organization/${facility}`, detail)
}

/** Who says done what nothing proves is asked once whether it means to. @throws 409 */
const ask_back = async (sql: Sql, caller: Caller, facility: string, said: NewProgress): Promise<void> => {
  if (said.percent < 100 || said.on_word || !may(caller, 'board.write')) return
  const missing = await missing_proof(sql, facility, said.step, said.on)
  if (missing !== '') throw fail.conflict(`Bước ${name_of_step(said.step)} chưa đủ căn cứ: ${missing}`)
}

export const say_progress = async (
  sql: Sql,
  caller: Caller,
  place: { facility: string; programme: Programme },
  said: NewProgress,
  today: string,
): Promise<void> => {
  await ask_back(sql, caller, place.facility, said)
  await keep_progress(sql, caller, place, said, today)
  await count_weeks(sql, place.programme.id, said.on, today)
}

const late_days = (one: Omit<Milestone, 'late_days'>, today: string): number =>
  Math.max(0, days_between(one.due, one.done_on ?? today))

/** Of one facility, or of all that the wall shows. */
export const list_milestones = async (
  sql: Sql,
  programme: string,
  today: string,
  facility?: string,
): Promise<Milestone[]> => {
  const { rows } = await sql.query<Omit<Milestone, 'late_days'>>(
    `SELECT facility, step, due::text, owner, percent, done_on::text, evidence, lacks, lacks_by,
       updated_at, updated_by
     FROM deployment.milestone WHERE programme = $1 AND ($2::text IS NULL OR facility = $2)`,
    [programme, facility ?? null],
  )
  return rows
    .map((row) => ({ ...row, late_days: late_days(row, today) }))
    .toSorted((a, b) => step_ids.findIndex((id) => id === a.step) - step_ids.findIndex((id) => id === b.step))
}

export const list_progress = async (sql: Sql, facility: string, programme: string): Promise<ProgressWord[]> =>
  (
    await sql.query<ProgressWord>(
      `SELECT step, day::text, percent, evidence, lacks, said_by, said_at FROM deployment.progress
       WHERE facility = $1 AND programme = $2 ORDER BY day DESC, serial DESC LIMIT 300`,
      [facility, programme],
    )
  ).rows
