import { words_of } from '../../../base/ui/index.ts'
import type { RuleSubject } from '../remind/rules.ts'

type Named = Record<Extract<RuleSubject, string>, string>

const vi = {
  subjects: {
    step: 'Bước của kế hoạch',
    task: 'Việc của một bước',
    silence: 'Cơ sở mất tín hiệu',
    gap: 'Tuần thiếu giấy tờ',
    plan: 'Kế hoạch của cơ sở',
    survey: 'Phiếu khảo sát của cơ sở',
    certificate: 'Chứng thư số',
    declaration: 'Khai báo mức CNTT (TT 54)',
  } as Named,
  since: {
    step: 'sau hạn',
    task: 'sau hạn',
    silence: 'sau lần báo cuối',
    gap: 'sau khi hết tuần',
    plan: 'sau ngày tham gia',
    survey: 'sau ngày tham gia',
    certificate: 'sau ngày hết hạn',
    declaration: 'sau 31/12',
  } as Named,
  days_before: (days: number) => `trước hạn ${days} ngày`,
  days_after: (days: number, since = 'sau hạn') => `${since} ${days} ngày`,
  tells: 'Nhắc',
  off: 'không nhắc',
  from: (day: string) => `Từ ${day}`,
  change: 'Đổi',
  change_title: (what: string) => `Đổi quy tắc nhắc: ${what}`,
  is_on: 'Có nhắc',
  days: 'Số ngày (trước hạn thì ghi số âm)',
  range: (least: number, most: number, first: number) => `Cho phép từ ${least} đến ${most} ngày; ban đầu ${first}.`,
  valid_from: 'Áp dụng từ ngày',
  reason: 'Lý do',
  reason_hint: 'Được ghi lại cùng tên người đổi, mọi người của Sở xem được.',
  save: 'Đổi quy tắc',
  saved: 'Đã đổi quy tắc nhắc',
}

const en: typeof vi = {
  subjects: {
    step: 'Step of the plan',
    task: 'Task of a step',
    silence: 'Silent facility',
    gap: 'Week with missing papers',
    plan: 'Plan of the facility',
    survey: 'Survey of the facility',
    certificate: 'Certificates',
    declaration: 'Declaration of the IT level (TT 54)',
  },
  since: {
    step: 'after the deadline',
    task: 'after the deadline',
    silence: 'after the last report',
    gap: 'after the week',
    plan: 'after joining',
    survey: 'after joining',
    certificate: 'after the end',
    declaration: 'after 31 December',
  },
  days_before: (days) => `${days} days before`,
  days_after: (days, since = 'after the deadline') => `${days} days ${since}`,
  tells: 'Tells',
  off: 'switched off',
  from: (day) => `From ${day}`,
  change: 'Change',
  change_title: (what) => `Change: ${what}`,
  is_on: 'Reminds',
  days: 'Days (negative: before the deadline)',
  range: (least, most, first) => `From ${least} to ${most} days; ${first} at first.`,
  valid_from: 'From day',
  reason: 'Reason',
  reason_hint: 'Kept with the name of who changed it; everybody of the Department can see it.',
  save: 'Change',
  saved: 'Changed',
}

export const use_rule_words = words_of(vi, en)
