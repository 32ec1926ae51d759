import type { Reminder } from '../contract.ts'

/** When somebody is reminded of what, and who next: đôn đốc by rule (MON-23). Days count from the deadline; negative: before it. */
export type Rule = {
  id: string
  /** A step of the plan, or lines of these registers in these states. */
  of: 'step' | { kinds: readonly string[]; states: readonly string[] }
  from_days: number
  /** The last day it speaks; absent: as long as it is open. */
  until_days?: number
  told: Reminder['told']
  words: string
}

const papers_states = ['open', 'submitted', 'approved', 'recorded', 'returned']
const waiting = { kinds: ['difficulty', 'insurance'], states: ['submitted'] }

export const rules: readonly Rule[] = [
  { id: 'step-soon', of: 'step', from_days: -7, until_days: 0, told: 'facility', words: 'sắp đến hạn' },
  { id: 'step-late', of: 'step', from_days: 1, told: 'director', words: 'đã quá hạn' },
  { id: 'step-very-late', of: 'step', from_days: 15, told: 'oversight', words: 'quá hạn hơn hai tuần' },
  { id: 'step-escalated', of: 'step', from_days: 31, told: 'oversight_lead', words: 'quá hạn hơn một tháng' },
  { id: 'answer-soon', of: waiting, from_days: -2, until_days: 0, told: 'oversight', words: 'cần trả lời' },
  { id: 'answer-late', of: waiting, from_days: 1, told: 'oversight_lead', words: 'chưa được trả lời, đã quá hạn' },
  {
    ...{ id: 'package-soon', from_days: -14, until_days: 0, told: 'facility', words: 'sắp đến hạn' },
    of: { kinds: ['package', 'security'], states: papers_states },
  },
  {
    ...{ id: 'package-late', from_days: 1, told: 'director', words: 'đã quá hạn' },
    of: { kinds: ['package', 'security'], states: papers_states },
  },
]
