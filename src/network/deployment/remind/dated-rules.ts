import { fail } from '../../../base/outcome/index.ts'
import { day, group, number, read_shape, text, yes_or_no } from '../../../base/shapes/index.ts'
import { format_date } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { ReminderRuleLine, ReminderRuleWord } from '../contract.ts'
import { note } from '../scope.ts'
import { rules, type Rule } from './rules.ts'

export type RuleWish = Pick<ReminderRuleWord, 'valid_from' | 'from_days' | 'is_on' | 'reason'>

const shape = group<RuleWish>('quy tắc nhắc', {
  valid_from: day('áp dụng từ ngày'),
  from_days: number('số ngày'),
  is_on: yes_or_no('đang dùng'),
  reason: text('lý do', 1_000),
})

/** Between which days a rule still says what its words say: what warns does so before the deadline, what escalates after it. */
export const rule_bounds = ({ from_days, until_days }: Rule): { least: number; most: number } =>
  from_days < 0 ? { least: -180, most: until_days ?? 0 } : { least: 1, most: 366 }

type Word = ReminderRuleWord & { rule: string }

const list_words = async (sql: Sql): Promise<Word[]> =>
  (
    await sql.query<Word>(
      `SELECT rule, valid_from::text, from_days, is_on, reason, changed_by, changed_at FROM hub.reminder_rule
       ORDER BY valid_from DESC, serial DESC`,
    )
  ).rows

/** The rules that speak on a day: of two words for the same day what was said last; who says nothing goes by what is shipped. */
export const rules_on = async (sql: Sql, today: string): Promise<Rule[]> => {
  const words = (await list_words(sql)).filter(({ valid_from }) => valid_from <= today)
  return rules.flatMap((rule) => {
    const word = words.find((one) => one.rule === rule.id)
    if (word === undefined) return [rule]
    return word.is_on ? [{ ...rule, from_days: word.from_days }] : []
  })
}

/** Each rule as it is today, as it was shipped, and everything that was said of it, the latest day first. */
export const show_rules = async (sql: Sql, today: string): Promise<ReminderRuleLine[]> => {
  const words = await list_words(sql)
  return rules.map((rule) => {
    const own = words.filter((one) => one.rule === rule.id)
    const now = own.find(({ valid_from }) => valid_from <= today)
    return {
      ...{ id: rule.id, of: rule.of, told: rule.told, words: rule.words, first: rule.from_days, ...rule_bounds(rule) },
      ...{ from_days: now?.from_days ?? rule.from_days, is_on: now?.is_on ?? true },
      said: own.map(({ valid_from, from_days, is_on, reason, changed_by, changed_at }) => ({
        ...{ valid_from, from_days, is_on, reason, changed_by, changed_at },
      })),
    }
  })
}

const words_min = 5

/** A further word on one rule; what was said before stays. @throws 404 no such rule, 422 out of bounds, dated back, no reason */
export const say_rule = async (
  sql: Sql,
  caller: Caller,
  wish: { id: string; asked: unknown; today: string },
): Promise<void> => {
  const rule = rules.find(({ id }) => id === wish.id)
  if (!rule) throw fail.not_found(`Không có quy tắc nhắc “${wish.id.slice(0, 40)}”`)
  const { valid_from, from_days, is_on, reason } = read_shape(shape, wish.asked)
  const { least, most } = rule_bounds(rule)
  if (!Number.isInteger(from_days) || from_days < least || from_days > most)
    throw fail.value(`Số ngày của quy tắc này là số nguyên từ ${least} đến ${most}`, 'from_days')
  if (valid_from < wish.today)
    throw fail.value('Quy tắc áp dụng từ hôm nay trở đi; lời nhắc đã gửi không đổi được', 'valid_from')
  if (reason.trim().length < words_min)
    throw fail.value('Cần ghi lý do: văn bản hoặc cuộc họp nào đặt ra mức này', 'reason')
  await sql.query(
    `INSERT INTO hub.reminder_rule (rule, valid_from, from_days, is_on, reason, changed_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    [rule.id, valid_from, from_days, is_on, reason.trim(), caller.actor.name],
  )
  const detail = `${rule.id} ${is_on ? from_days : 'tắt'} từ ${format_date(valid_from)}: ${reason.trim()}`
  await note(sql, caller, 'reminder-rule', `Organization/${caller.facility}`, detail)
}
