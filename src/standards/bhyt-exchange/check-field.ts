import { is_real_date } from '../../base/time/index.ts'
import { code_list, type FieldDefinition } from './definitions.ts'

const show = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value)

const is_day = (text: string): boolean =>
  /^\d{8}$/.test(text) && is_real_date(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)))

const is_moment = (text: string): boolean =>
  /^\d{12}$/.test(text) && is_day(text.slice(0, 8)) && /^([01]\d|2[0-3])[0-5]\d$/.test(text.slice(8))

/** Of a birth, what is not known is 00. */
const is_birth = (text: string): boolean =>
  /^\d{4}(00){4}$/.test(text) || (/^\d{6}(00){3}$/.test(text) && is_day(`${text.slice(0, 6)}01`)) || is_moment(text)

const decimals_max = (name: string): number => (/^(SO_LUONG|DON_GIA)/.test(name) ? 3 : 2)

const judge_decimal = (name: string, value: string): string => {
  const found = /^\d+(?:\.(\d+))?$/.exec(value)
  if (!found) return `“${show(value)}” không phải số (dấu thập phân là “.”, không có dấu nghìn)`
  const places = decimals_max(name)
  return (found[1] ?? '').length > places ? `“${show(value)}” có hơn ${places} chữ số thập phân` : ''
}

const judge_code = (name: string, value: string): string => {
  const list = code_list(name)
  return list && !Object.hasOwn(list.values, value) ? `“${show(value)}” không có trong danh mục ${list.title}` : ''
}

const judge_one = ({ name, type }: FieldDefinition, value: string): string => {
  if (type === 'integer') return /^\d+$/.test(value) ? '' : `“${show(value)}” không phải số nguyên`
  if (type === 'decimal') return judge_decimal(name, value)
  if (type === 'date8') return is_day(value) ? '' : `“${show(value)}” không phải ngày có thật (yyyyMMdd)`
  if (type === 'datetime12') {
    const is_good =
      name === 'NGAY_SINH' ? is_birth(value) : is_moment(value) || (name === 'NGAY_MIEN_CCT' && is_day(value))
    return is_good ? '' : `“${show(value)}” không phải thời điểm có thật (yyyyMMddHHmm)`
  }
  return type === 'code' ? judge_code(name, value) : ''
}

/** Fields of days and codes that may hold several values, with “;” between them. */
const has_several = new Set(['GT_THE_TU', 'GT_THE_DEN', 'NGAY_TAI_KHAM'])

export type FieldFault = { rule: 'R002' | 'R003' | 'list'; message: string }

/** What is wrong with a value that is there (R002, R003); undefined: nothing. */
export const judge_field = (field: FieldDefinition, value: string): FieldFault | undefined => {
  if (field.max !== null && [...value].length > field.max)
    return { rule: 'R002', message: `dài ${[...value].length} ký tự, tối đa ${field.max}` }
  const parts = has_several.has(field.name) ? value.split(';') : [value]
  const message = parts.map((part) => judge_one(field, part.trim())).find((said) => said !== '')
  if (message === undefined) return undefined
  return { rule: field.type === 'code' ? 'list' : field.type.startsWith('date') ? 'R003' : 'R002', message }
}
