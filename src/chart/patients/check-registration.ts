import {
  check_bhyt_card,
  check_cccd,
  check_cmnd,
  check_passport,
  check_phone,
} from '../../base/identity-numbers/index.ts'
import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import { title_case_name, tidy_spaces } from '../../base/text/index.ts'
import { is_real_date, local_date } from '../../base/time/index.ts'
import type { Registration } from './contract.ts'

const issue = (message: string, expression: string): Issue => ({
  severity: 'error',
  code: 'value',
  message,
  expression,
})

const check_birth = (birth_date: string, today: string): string | undefined => {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(birth_date)) return 'Ngày sinh không đọc được'
  const [year, month, day] = birth_date.split('-')
  if (!is_real_date(Number(year), Number(month ?? 1), Number(day ?? 1))) return 'Ngày sinh không có thật'
  if (birth_date > today.slice(0, birth_date.length)) return 'Ngày sinh ở tương lai'
  if (Number(year) < Number(today.slice(0, 4)) - 130) return 'Năm sinh quá xa'
  return undefined
}

type Check = { ok: boolean; value: string; reasons: { severity: string; message: string }[] }

const check_identity = (registration: Registration): Check => {
  const { kind, value } = registration.identity
  const birth = registration.birth_date
  if (kind === 'cccd')
    return check_cccd(value, { gender: registration.gender, ...(birth ? { birth_date: birth } : {}) })
  if (kind === 'passport') return check_passport(value)
  return check_cmnd(value)
}

const is_plain = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null)
    return value == null || typeof value === 'string' || typeof value === 'number'
  return !Array.isArray(value) && Object.values(value).every(is_plain)
}

const reasons = ['newborn', 'unknown-emergency', 'other']
const texts = ['name', 'birth_date', 'reason_without_id', 'mother', 'phone', 'workplace'] as const
const groups = ['insurance', 'ethnicity', 'occupation', 'nationality', 'address', 'contact'] as const

/** What comes over the wire is anything: text where text belongs, groups of text where groups do. */
const check_kinds = (given: Registration): void => {
  const is_group = (value: unknown): boolean => value == null || (typeof value === 'object' && is_plain(value))
  const wrong: string[] = [
    ...texts.filter((key) => given[key] != null && typeof given[key] !== 'string'),
    ...groups.filter((key) => !is_group(given[key])),
  ]
  if (given.insurance && typeof given.insurance.number !== 'string') wrong.push('insurance.number')
  const { kind, value } = given.identity ?? {}
  if (kind !== undefined && kind !== 'none' && typeof value !== 'string') wrong.push('identity.value')
  if (wrong.length > 0)
    throw new Failure(
      422,
      wrong.map((place) => issue('Dữ liệu gửi lên không đúng dạng', place)),
    )
}

/**
 * Refuses what cannot be true and returns the registration tidied: numbers without blanks, name in NFC and title case.
 * Warnings of the number checks (sex digit differs …) are refusals here only where the number itself is impossible.
 */
export const check_registration = (given: Registration, now: Date): Registration => {
  check_kinds(given)
  const today = local_date(now)
  const issues: Issue[] = []
  const registration: Registration = {
    ...given,
    name: title_case_name(tidy_spaces(String(given.name ?? ''))),
    identity: { ...given.identity },
  }
  if (!given.identity || !['cccd', 'cmnd', 'passport', 'none'].includes(given.identity.kind))
    throw fail.value('Thiếu loại giấy tờ', 'identity')
  if (registration.name === '') issues.push(issue('Chưa nhập họ tên', 'name'))
  if (registration.name.length > 200) issues.push(issue('Họ tên quá dài', 'name'))
  if (!['male', 'female', 'other', 'unknown'].includes(given.gender))
    issues.push(issue('Chưa chọn giới tính', 'gender'))
  const nameless = given.identity.kind === 'none' && given.reason_without_id === 'unknown-emergency'
  if (!given.birth_date && !nameless) issues.push(issue('Chưa nhập ngày sinh (biết năm thì nhập năm)', 'birth_date'))
  const birth_problem = given.birth_date ? check_birth(given.birth_date, today) : undefined
  if (birth_problem) issues.push(issue(birth_problem, 'birth_date'))
  if (given.identity.kind === 'none') {
    if (!reasons.includes(given.reason_without_id ?? ''))
      issues.push(issue('Không có giấy tờ: hãy chọn lý do', 'reason_without_id'))
    if (given.reason_without_id === 'newborn' && !given.mother)
      issues.push(issue('Trẻ sơ sinh: hãy chọn hồ sơ của mẹ', 'mother'))
  } else {
    const checked = check_identity(given)
    registration.identity.value = checked.value
    for (const reason of checked.reasons)
      if (reason.severity === 'error') issues.push(issue(reason.message, 'identity.value'))
  }
  if (given.insurance) {
    const checked = check_bhyt_card(given.insurance.number)
    registration.insurance = { ...given.insurance, number: checked.value }
    for (const reason of checked.reasons)
      if (reason.severity === 'error') issues.push(issue(reason.message, 'insurance.number'))
    const { from, to } = given.insurance
    if (from && to && to < from) issues.push(issue('Thẻ BHYT hết hạn trước ngày bắt đầu', 'insurance.to'))
  }
  if (given.phone) {
    const checked = check_phone(given.phone)
    registration.phone = checked.value
    for (const reason of checked.reasons) if (reason.severity === 'error') issues.push(issue(reason.message, 'phone'))
  }
  if (issues.length > 0) throw new Failure(422, issues)
  return registration
}
