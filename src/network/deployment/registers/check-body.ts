import { fail, type Issue } from '../../../base/outcome/index.ts'
import { is_real_date } from '../../../base/time/index.ts'
import { find_choice } from './find-choice.ts'
import type { Field, Register } from './field.ts'

export type Body = Record<string, string | number | boolean>
type Value = Body[string]

const lengths: Partial<Record<Field['type'], number>> = { text: 300, long: 4_000, link: 500 }

const is_day = (text: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && is_real_date(Number(match[1]), Number(match[2]), Number(match[3]))
}

const is_link = (text: string): boolean => /^https?:\/\/\S+$/.test(text)

/** What is wrong with a value of this field; '' when nothing. */
const wrong = (field: Field, value: unknown): string => {
  const { type, choices = [] } = field
  if (type === 'yes_no') return typeof value === 'boolean' ? '' : 'phải là có hoặc không'
  if (type === 'count' || type === 'money')
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? '' : 'phải là số nguyên không âm'
  if (typeof value !== 'string') return 'phải là chữ'
  if (value.length > (lengths[type] ?? 100)) return `quá dài (tối đa ${lengths[type] ?? 100} ký tự)`
  if (type === 'choice')
    return find_choice(choices, value) ? '' : `phải là một trong: ${choices.map(({ name }) => name).join(', ')}`
  if (type === 'day') return is_day(value) ? '' : 'phải là ngày có thật'
  if (type === 'link') return is_link(value) ? '' : 'phải là đường dẫn http(s)'
  return ''
}

const is_empty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const issue = (message: string, expression: string): Issue => ({
  severity: 'error',
  code: 'value',
  message,
  expression,
})

/** As it is kept: a choice by its id, texts tidied. */
const kept = ({ type, choices = [] }: Field, value: unknown): Value => {
  if (typeof value !== 'string') return value as Value
  if (type === 'choice') return find_choice(choices, value)?.id ?? value
  return value.trim().normalize('NFC')
}

/** Rules over several fields of a line. */
const across = (kind: string, body: Body): Issue[] => {
  const number = (id: string): number => (typeof body[id] === 'number' ? body[id] : 0)
  if (kind === 'certificates' && number('issued') > number('need')) return [issue('Số đã cấp lớn hơn số cần', 'issued')]
  if (kind === 'training' && body['invited'] !== undefined && number('attended') > number('invited'))
    return [issue('Số đã học lớn hơn số phải học', 'attended')]
  if (kind === 'equipment' && body['item'] === 'other' && body['detail'] === undefined)
    return [issue('Thiết bị khác cần ghi tên, cấu hình', 'detail')]
  return []
}

/** The faults of a body, all of them, and the body with empty fields left out. */
export const check_body = (register: Register, given: Record<string, unknown>): { body: Body; faults: Issue[] } => {
  const known = new Set(register.fields.map(({ id }) => id))
  const faults = Object.keys(given)
    .filter((id) => !known.has(id))
    .map((id) => issue(`Không có trường “${id.slice(0, 40)}” ở đây`, id.slice(0, 40)))
  const body: Body = {}
  for (const field of register.fields) {
    const value = Object.hasOwn(given, field.id) ? given[field.id] : undefined
    if (is_empty(value)) {
      if (field.is_required) faults.push(issue(`Thiếu “${field.name}”`, field.id))
      continue
    }
    const fault = wrong(field, value)
    if (fault === '') body[field.id] = kept(field, value)
    else faults.push(issue(`“${field.name}” ${fault}`, field.id))
  }
  return { body, faults: faults.length > 0 ? faults : across(register.kind, body) }
}

/** @throws 422 with every fault */
export const read_body = (register: Register, given: Record<string, unknown>): Body => {
  const { body, faults } = check_body(register, given)
  if (faults.length > 0) throw fail.many(422, faults)
  return body
}
