import { group, list, optional, read_shape, text } from '../../../base/shapes/index.ts'
import { may } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Inbox, InboxEntry, InboxReminder } from '../contract.ts'
import { list_waiting_plans } from '../plan/plans.ts'
import { get_register } from '../registers/registers.ts'
import { note } from '../scope.ts'

const shown_max = 300
const seen_days = 30

const entries_sql = `
SELECT e.facility, f.name, e.id, e.kind, e.body, e.due::text, e.written_by, e.updated_at
FROM deployment.entry AS e JOIN hub.facility AS f ON f.code = e.facility
WHERE e.state = 'submitted' ORDER BY e.due NULLS LAST, e.updated_at, e.id LIMIT ${shown_max}`

/** Unread first, then what was read lately. */
const reminders_sql = `
SELECT r.facility, f.name, r.rule, r.about, r.due::text, r.told, r.words, r.day::text, r.seen_by, r.seen_at
FROM deployment.reminder AS r JOIN hub.facility AS f ON f.code = r.facility
WHERE r.told = ANY ($2) AND (r.seen_at IS NULL OR r.day >= $1::date - ${seen_days})
ORDER BY r.seen_at IS NOT NULL, r.told DESC, r.day DESC, f.name, r.about, r.rule LIMIT ${shown_max}`

type EntryRow = Omit<InboxEntry, 'register' | 'title'> & { body: Record<string, unknown> }

const to_entry = ({ body, ...row }: EntryRow): InboxEntry => {
  const register = get_register(row.kind)
  const field = register.fields.find(({ id }) => id === register.title)
  const value = String(body[register.title] ?? '')
  const title = field?.choices?.find(({ id }) => id === value)?.name ?? value
  return { ...row, register: register.name, title }
}

const find_plans = async (sql: Sql): Promise<Inbox['plans']> => {
  const plans = await list_waiting_plans(sql)
  if (plans.length === 0) return []
  const { rows } = await sql.query<{ code: string; name: string }>(
    'SELECT code, name FROM hub.facility WHERE code = ANY ($1)',
    [plans.map(({ facility }) => facility)],
  )
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return plans.map((plan) => ({ ...plan, name: names.get(plan.facility) ?? plan.facility }))
}

/** Whose reminders a person of the Sở gets, and may mark as read: those told to the lead are the lead's. */
const told_to = (caller: Caller): string[] =>
  may(caller, 'board.rule') ? ['oversight_lead', 'oversight'] : ['oversight']

/** Everything that waits for a word of the Sở, and what the rules told it. To be asked in as_oversight. */
export const show_inbox = async (sql: Sql, caller: Caller, today: string): Promise<Inbox> => {
  const [plans, entries, reminders] = await Promise.all([
    find_plans(sql),
    sql.query<EntryRow>(entries_sql),
    sql.query<InboxReminder>(reminders_sql, [today, told_to(caller)]),
  ])
  return { today, plans, entries: entries.rows.map(to_entry), reminders: reminders.rows }
}

type Told = { facility: string; rule: string; about: string; due: string }
const seen_shape = group<{ lines?: Told[] }>('lời nhắc đã xem', {
  lines: optional(
    list(
      'lời nhắc',
      group<Told>('lời nhắc', {
        facility: text('cơ sở', 20),
        rule: text('quy tắc', 60),
        about: text('việc', 200),
        due: text('ngày', 10),
      }),
      shown_max,
    ),
  ),
})

/** Marks what was told to the Sở as read, by name: the lines named, or all of them. @returns how many */
export const see_told = async (sql: Sql, caller: Caller, asked: unknown): Promise<number> => {
  const { lines } = read_shape(seen_shape, asked)
  const { row_count } = await sql.query(
    `UPDATE deployment.reminder AS r SET seen_by = $1, seen_at = now()
     WHERE r.seen_at IS NULL AND r.told = ANY ($2) AND ($3::jsonb IS NULL OR EXISTS (
       SELECT FROM jsonb_to_recordset($3) AS l (facility text, rule text, about text, due text)
       WHERE l.facility = r.facility AND l.rule = r.rule AND l.about = r.about AND l.due = r.due::text))`,
    [caller.actor.name, told_to(caller), lines === undefined ? null : JSON.stringify(lines)],
  )
  if (row_count > 0)
    await note(sql, caller, 'reminders-seen', `Organization/${caller.facility}`, `${row_count} lời nhắc`)
  return row_count
}
