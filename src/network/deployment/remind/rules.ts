import { asked_kinds, type Reminder } from '../contract.ts'

/**
 * What a rule looks at: a step of the plan · a task under one · a facility that fell silent · a week with missing papers · a plan or
 * a survey that was never sent · what was sent to the Sở and not decided · certificates that end · the level of TT 54 that is
 * declared each December (Điều 5) · lines of these registers in these states.
 */
export type RuleSubject =
  | 'step'
  | 'task'
  | 'silence'
  | 'gap'
  | 'plan'
  | 'survey'
  | 'undecided'
  | 'certificate'
  | 'declaration'
  | { kinds: readonly string[]; states: readonly string[] }

/**
 * When somebody is reminded of what, and who next: đôn đốc by rule (MON-23). Days count from the deadline, negative before it; of
 * what has none, from the day it began: the last word of who is silent, the end of the week that lacks papers, the day a
 * facility joined, the day something was sent. The Sở says its own days and switches rules off (`dated-rules.ts`).
 */
export type Rule = {
  id: string
  of: RuleSubject
  from_days: number
  /** The last day it speaks; absent: as long as it is open. */
  until_days?: number
  told: Reminder['told']
  words: string
}

const papers_states = ['open', 'submitted', 'approved', 'recorded', 'returned']
const waiting = { kinds: asked_kinds, states: ['submitted'] }
const work = { kinds: ['package', 'security'], states: papers_states }
const inspected = { kinds: ['inspection'], states: papers_states }
const looked_at = { kinds: ['site_check'], states: papers_states }

const of_plan: readonly Rule[] = [
  { id: 'step-soon', of: 'step', from_days: -7, until_days: 0, told: 'facility', words: 'sắp đến hạn' },
  { id: 'step-late', of: 'step', from_days: 1, told: 'director', words: 'đã quá hạn' },
  { id: 'step-very-late', of: 'step', from_days: 15, told: 'oversight', words: 'quá hạn hơn hai tuần' },
  { id: 'step-escalated', of: 'step', from_days: 31, told: 'oversight_lead', words: 'quá hạn hơn một tháng' },
  { id: 'task-soon', of: 'task', from_days: -3, until_days: 0, told: 'facility', words: 'sắp đến hạn' },
  { id: 'task-late', of: 'task', from_days: 1, told: 'director', words: 'đã quá hạn' },
  { id: 'plan-unsent', of: 'plan', from_days: 14, told: 'director', words: 'chưa gửi Sở duyệt' },
  { id: 'plan-unsent-long', of: 'plan', from_days: 30, told: 'oversight', words: 'vẫn chưa gửi Sở duyệt' },
  { id: 'plan-escalated', of: 'plan', from_days: 60, told: 'oversight_lead', words: 'quá hai tháng chưa gửi Sở duyệt' },
  { id: 'survey-unsent', of: 'survey', from_days: 30, told: 'director', words: 'chưa gửi Sở' },
  { id: 'survey-unsent-long', of: 'survey', from_days: 60, told: 'oversight', words: 'vẫn chưa gửi Sở' },
]

const of_registers: readonly Rule[] = [
  { id: 'answer-soon', of: waiting, from_days: -2, until_days: 0, told: 'oversight', words: 'cần trả lời' },
  { id: 'answer-late', of: waiting, from_days: 1, told: 'oversight_lead', words: 'chưa được trả lời, đã quá hạn' },
  { id: 'package-soon', of: work, from_days: -14, until_days: 0, told: 'facility', words: 'sắp đến hạn' },
  { id: 'package-late', of: work, from_days: 1, told: 'director', words: 'đã quá hạn' },
  {
    id: 'inspection-soon',
    of: inspected,
    from_days: -14,
    until_days: 0,
    told: 'facility',
    words: 'sắp đến hạn khắc phục',
  },
  { id: 'inspection-late', of: inspected, from_days: 1, told: 'director', words: 'đã quá hạn khắc phục' },
  { id: 'inspection-long', of: inspected, from_days: 15, told: 'oversight', words: 'vẫn chưa khắc phục' },
  { id: 'inspection-escalated', of: inspected, from_days: 31, told: 'oversight_lead', words: 'vẫn chưa khắc phục' },
  {
    id: 'site-check-soon',
    of: looked_at,
    from_days: -14,
    until_days: 0,
    told: 'facility',
    words: 'sắp đến hạn kiểm tra lại',
  },
  { id: 'site-check-late', of: looked_at, from_days: 1, told: 'director', words: 'đã quá hạn kiểm tra lại' },
  { id: 'undecided', of: 'undecided', from_days: 7, told: 'oversight', words: 'Sở chưa duyệt' },
  { id: 'undecided-long', of: 'undecided', from_days: 14, told: 'oversight_lead', words: 'Sở vẫn chưa duyệt' },
  { id: 'certificate-soon', of: 'certificate', from_days: -30, until_days: 0, told: 'facility', words: 'sắp hết hạn' },
  { id: 'certificate-near', of: 'certificate', from_days: -7, until_days: 0, told: 'director', words: 'sắp hết hạn' },
  { id: 'certificate-ended', of: 'certificate', from_days: 1, told: 'oversight', words: 'đã hết hạn' },
]

const of_level: readonly Rule[] = [
  { id: 'declaration-soon', of: 'declaration', from_days: -30, until_days: 0, told: 'facility', words: 'chưa gửi' },
  { id: 'declaration-near', of: 'declaration', from_days: -7, until_days: 0, told: 'director', words: 'chưa gửi' },
  { id: 'declaration-late', of: 'declaration', from_days: 1, told: 'oversight', words: 'chưa gửi, đã quá hạn' },
]

const of_exchange: readonly Rule[] = [
  { id: 'silence', of: 'silence', from_days: 1, told: 'director', words: 'chưa báo lại' },
  { id: 'silence-long', of: 'silence', from_days: 3, told: 'oversight', words: 'quá ba ngày chưa báo lại' },
  { id: 'silence-escalated', of: 'silence', from_days: 7, told: 'oversight_lead', words: 'quá một tuần chưa báo lại' },
  { id: 'gap', of: 'gap', from_days: 1, told: 'facility', words: 'chưa gửi bù' },
  { id: 'gap-late', of: 'gap', from_days: 7, told: 'director', words: 'quá một tuần chưa gửi bù' },
  { id: 'gap-long', of: 'gap', from_days: 14, told: 'oversight', words: 'quá hai tuần chưa gửi bù' },
  { id: 'gap-escalated', of: 'gap', from_days: 30, told: 'oversight_lead', words: 'quá một tháng chưa gửi bù' },
]

/** As the program ships them; the days are ours, no law says them (MON-23 asks for rules and a trace). */
export const rules: readonly Rule[] = [...of_plan, ...of_registers, ...of_level, ...of_exchange]
