import { fail } from '../../base/outcome/index.ts'
import { format_date } from '../../base/time/index.ts'
import { judge_validity, type Course, type LetterTerm } from './validity.ts'

/**
 * A letter's life (documents.md §1, SHARE-14). The sender sees all of it; the receiver what begins with `received`.
 * returned: the person came back, or the letter was answered by "chuyển về".
 */
export type LetterState =
  'draft' | 'signed' | 'sent' | 'received' | 'accepted' | 'declined' | 'used' | 'expired' | 'returned'

export type LetterEvent =
  | { kind: 'sign' }
  | { kind: 'send' }
  | { kind: 'receive' }
  | { kind: 'accept' }
  | { kind: 'decline'; reason: string }
  /** The person came: `on` the day, `course` where the letter was brought in the midst of one. */
  | { kind: 'use'; on: string; course?: Course }
  | { kind: 'lapse'; on: string }
  | { kind: 'return' }

export const state_words: Record<LetterState, string> = {
  draft: 'đang soạn',
  signed: 'đã ký đủ',
  sent: 'đã gửi',
  received: 'nơi nhận đã nhận',
  accepted: 'nơi nhận đã tiếp nhận',
  declined: 'nơi nhận từ chối',
  used: 'người bệnh đã đến',
  expired: 'đã hết hạn',
  returned: 'đã chuyển về',
}

const steps: Record<LetterEvent['kind'], { from: LetterState[]; to: LetterState; words: string }> = {
  sign: { from: ['draft'], to: 'signed', words: 'ký' },
  send: { from: ['signed', 'declined'], to: 'sent', words: 'gửi' },
  receive: { from: ['sent'], to: 'received', words: 'nhận' },
  accept: { from: ['received'], to: 'accepted', words: 'tiếp nhận' },
  decline: { from: ['received', 'accepted'], to: 'declined', words: 'từ chối' },
  // Paper is carried by hand: a person may come before anybody has answered, or before the letter itself.
  use: { from: ['signed', 'sent', 'received', 'accepted'], to: 'used', words: 'dùng' },
  lapse: { from: ['signed', 'sent', 'received', 'accepted'], to: 'expired', words: 'hết hạn' },
  return: { from: ['used'], to: 'returned', words: 'chuyển về' },
}

export const may_turn = (state: LetterState, kind: LetterEvent['kind']): boolean => steps[kind].from.includes(state)

/**
 * The state after what happened. @throws 422 with a sentence where it cannot happen: an expired letter used, a refusal
 * without its reason, a step backwards
 */
export const turn_letter = (letter: { state: LetterState; term?: LetterTerm }, event: LetterEvent): LetterState => {
  const { from, to, words } = steps[event.kind]
  if (!from.includes(letter.state))
    throw fail.rule(`Phiếu chuyển cơ sở ${state_words[letter.state]}, không ${words} được nữa`, 'state')
  if (event.kind === 'decline' && event.reason.trim() === '')
    throw fail.value('Hãy ghi lý do từ chối: nơi chuyển cần biết phải làm gì', 'reason')
  if (event.kind === 'use' && letter.term) {
    const { is_valid, why } = judge_validity(letter.term, event.on, event.course)
    if (!is_valid) throw fail.rule(why, 'state')
  }
  if (event.kind === 'lapse' && letter.term) {
    const { is_valid, until } = judge_validity(letter.term, event.on)
    if (is_valid) throw fail.rule(`Phiếu còn giá trị đến hết ngày ${format_date(until)}`, 'state')
  }
  return to
}
