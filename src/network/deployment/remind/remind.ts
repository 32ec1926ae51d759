import { days_between, format_date } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Reminder } from '../contract.ts'
import { take_proofs } from '../plan/resting.ts'
import { note } from '../scope.ts'
import { rules_on } from './dated-rules.ts'
import { find_open, type Open } from './find-open.ts'
import type { Rule } from './rules.ts'

type New = Pick<Reminder, 'facility' | 'rule' | 'about' | 'due' | 'told' | 'words'>

const is_of = ({ of }: Rule, { kind, state }: Open): boolean =>
  typeof of === 'string' ? kind === of : of.kinds.includes(kind) && of.states.includes(state)

const speaks = ({ from_days, until_days = Infinity }: Rule, days: number): boolean =>
  days >= from_days && days <= until_days

const sentence = ({ name, due, has_deadline }: Open, { words }: Rule): string =>
  has_deadline ? `${name} ${words} (hạn ${format_date(due)})` : `${name} ${words}`

/** What these rules say today of what is open: each speaks once of each deadline. */
export const due_reminders = (open: Open[], rules: Rule[], today: string): New[] =>
  open.flatMap((one) =>
    rules
      .filter((rule) => is_of(rule, one) && speaks(rule, days_between(one.due, today)))
      .map((rule) => ({
        ...{ facility: one.facility, rule: rule.id, about: one.about, due: one.due, told: rule.told },
        words: sentence(one, rule),
      })),
  )

/**
 * Reminds of everything that is due and was not reminded of yet; what is proved by now rests on nobody's word any more. To be
 * asked in as_oversight. @returns how many are new
 */
export const remind = async (sql: Sql, caller: Caller, today: string): Promise<number> => {
  await take_proofs(sql, caller, { today })
  const found = due_reminders(await find_open(sql, { today }), await rules_on(sql, today), today)
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
const shown_max = 500

/** The latest first; of one facility, or of all that the wall shows. @param at_most null: every one, for a book of everything */
export const list_reminders = async (
  sql: Sql,
  facility?: string,
  at_most: number | null = shown_max,
): Promise<Reminder[]> =>
  (
    await sql.query<Reminder>(
      `SELECT ${columns} FROM deployment.reminder WHERE $1::text IS NULL OR facility = $1
       ORDER BY day DESC, facility, about, rule LIMIT $2`,
      [facility ?? null, at_most],
    )
  ).rows

const told_of: Record<string, Reminder['told']> = { member_director: 'director', member_it: 'facility' }

/** Whose reminders this person marks as read on a facility's page: its own role's; null: nobody's. */
export const sees = (caller: Caller, facility: string): Reminder['told'] | null =>
  caller.facility === facility ? (told_of[caller.actor.role] ?? null) : null

/** Who was told says so: what was told to the director nobody else can have seen for him, nor he what was told to his IT. */
export const see_reminders = async (sql: Sql, caller: Caller, facility: string): Promise<void> => {
  const told = sees(caller, facility)
  if (told === null) return
  await sql.query(
    `UPDATE deployment.reminder SET seen_by = $2, seen_at = now() WHERE facility = $1 AND seen_at IS NULL AND told = $3`,
    [facility, caller.actor.name, told],
  )
}
