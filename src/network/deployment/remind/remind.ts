import { days_between, format_date } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Programme, Reminder } from '../contract.ts'
import { list_milestones } from '../plan/progress.ts'
import { name_of_step } from '../programme/steps.ts'
import { list_entries } from '../registers/entries.ts'
import { get_register } from '../registers/registers.ts'
import { note } from '../scope.ts'
import { rules, type Rule } from './rules.ts'

type Open = { facility: string; about: string; kind: string; state: string; due: string; name: string }
type New = Pick<Reminder, 'facility' | 'rule' | 'about' | 'due' | 'told' | 'words'>

const is_of = ({ of }: Rule, { kind, state }: Open): boolean =>
  of === 'step' ? kind === 'step' : of.kinds.includes(kind) && of.states.includes(state)

const speaks = ({ from_days, until_days = Infinity }: Rule, days: number): boolean =>
  days >= from_days && days <= until_days

const find_open = async (sql: Sql, programme: Programme, today: string): Promise<Open[]> => {
  const milestones = await list_milestones(sql, programme.id, today)
  const entries = await list_entries(sql, { states: ['open', 'submitted', 'approved', 'recorded', 'returned'] })
  return [
    ...milestones
      .filter(({ percent }) => percent < 100)
      .map(({ facility, step, due }) => ({
        ...{ facility, about: `step/${step}`, kind: 'step', state: '', due, name: `Bước ${name_of_step(step)}` },
      })),
    ...entries.flatMap(({ facility, id, kind, state, due, body }) => {
      // What was accepted has no deadline any more.
      if (due === null || body['stage'] === 'accepted') return []
      const title = String(body[get_register(kind).title] ?? '')
      return [{ facility, about: `entry/${id}`, kind, state, due, name: `${get_register(kind).name}: ${title}` }]
    }),
  ]
}

/** What the rules say today of what is open: each rule speaks once of each deadline. */
export const due_reminders = (open: Open[], today: string): New[] =>
  open.flatMap((one) =>
    rules
      .filter((rule) => is_of(rule, one) && speaks(rule, days_between(one.due, today)))
      .map(({ id, told, words }) => ({
        ...{ facility: one.facility, rule: id, about: one.about, due: one.due, told },
        words: `${one.name} ${words} (hạn ${format_date(one.due)})`,
      })),
  )

/** Reminds of everything that is due and was not reminded of yet. To be asked in as_oversight. @returns how many are new */
export const remind = async (sql: Sql, caller: Caller, programme: Programme, today: string): Promise<number> => {
  const found = due_reminders(await find_open(sql, programme, today), today)
  if (found.length === 0) return 0
  const { row_count } = await sql.query(
    `INSERT INTO deployment.reminder (facility, rule, about, due, told, words, day)
     SELECT facility, rule, about, due, told, words, $2
     FROM jsonb_to_recordset($1) AS r (facility text, rule text, about text, due date, told text, words text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(found), today],
  )
  if (row_count > 0) await note(sql, caller, 'reminded', `Organization/${caller.facility}`, `${row_count} lời nhắc`)
  return row_count
}

const columns = 'facility, rule, about, due::text, told, words, day::text, seen_by, seen_at'

/** The latest first; of one facility, or of all that the wall shows. */
export const list_reminders = async (sql: Sql, facility?: string): Promise<Reminder[]> =>
  (
    await sql.query<Reminder>(
      `SELECT ${columns} FROM deployment.reminder WHERE $1::text IS NULL OR facility = $1
       ORDER BY day DESC, facility, about, rule LIMIT 500`,
      [facility ?? null],
    )
  ).rows

/** Who was told says so; the trace keeps both. */
export const see_reminders = async (sql: Sql, caller: Caller, facility: string): Promise<void> => {
  await sql.query(
    `UPDATE deployment.reminder SET seen_by = $2, seen_at = now()
     WHERE facility = $1 AND seen_at IS NULL AND told IN ('facility', 'director')`,
    [facility, caller.actor.name],
  )
}
