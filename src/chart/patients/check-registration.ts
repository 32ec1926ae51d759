import {
  check_bhyt_card,
  check_cccd,
  check_cmnd,
  check_passport,
  check_phone,
} from '../../base/identity-numbers/index.ts'
import { Failure, type Issue } from '../../base/outcome/index.ts'
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

type Tidied = { registration: Registration; issues: Issue[] }

const errors_of = (check: Check, expression: string): Issue[] =>
  check.reasons.filter(({ severity }) => severity === 'error').map(({ message }) => issue(message, expression))

const check_person = (given: Registration, name: string, today: string): Issue[] => {
  const issues: Issue[] = []
  if (name === '') issues.push(issue('Chưa nhập họ tên', 'name'))
  if (name.length > 200) issues.push(issue('Họ tên quá dài', 'name'))
  const nameless = given.identity.kind === 'none' && given.reason_without_id === 'unknown-emergency'
  if (!given.birth_date && !nameless) issues.push(issue('Chưa nhập ngày sinh (biết năm thì nhập năm)', 'birth_date'))
  const birth_problem = given.birth_date ? check_birth(given.birth_date, today) : undefined
  if (birth_problem) issues.push(issue(birth_problem, 'birth_date'))
  if (given.identity.kind !== 'none') return issues
  if (given.reason_without_id === undefined) issues.push(issue('Không có giấy tờ: hãy chọn lý do', 'reason_without_id'))
  if (given.reason_without_id === 'newborn' && !given.mother)
    issues.push(issue('Trẻ sơ sinh: hãy chọn hồ sơ của mẹ', 'mother'))
  return issues
}

/**
 * The registration tidied (numbers without blanks, name in NFC and title case) and what cannot be true in it. Warnings of
 * the number checks (sex digit differs …) are refusals here only where the number itself is impossible.
 */
export const tidy_registration = (given: Registration, now: Date): Tidied => {
  const today = local_date(now)
  const name = title_case_name(tidy_spaces(given.name))
  const issues = check_person(given, name, today)
  const registration: Registration = { ...given, name, identity: { ...given.identity } }
  if (given.identity.kind !== 'none') {
    const checked = check_identity(given)
    registration.identity.value = checked.value
    issues.push(...errors_of(checked, 'identity.value'))
  }
  if (given.insurance) {
    const checked = check_bhyt_card(given.insurance.number)
    registration.insurance = { ...given.insurance, number: checked.value }
    issues.push(...errors_of(checked, 'insurance.number'))
    const { from, to } = given.insurance
    if (from && to && to < from) issues.push(issue('Thẻ BHYT hết hạn trước ngày bắt đầu', 'insurance.to'))
  }
  if (given.phone) {
    const checked = check_phone(given.phone)
    registration.phone = checked.value
    issues.push(...errors_of(checked, 'phone'))
  }
  return { registration, issues }
}

/** Refuses what cannot be true. @throws 422 with every fault */
export const check_registration = (given: Registration, now: Date): Registration => {
  const { registration, issues } = tidy_registration(given, now)
  if (issues.length > 0) throw new Failure(422, issues)
  return registration
}
