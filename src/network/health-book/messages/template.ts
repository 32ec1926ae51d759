import { fail } from '../../../base/outcome/index.ts'
import { is_object } from '../../../standards/fhir/index.ts'
import type { SmsSettings } from '../contract.ts'

/** What stands for what in a gateway's request. */
export type Filling = Record<'dien_thoai' | 'noi_dung' | 'thuong_hieu' | 'ma_gui' | 'bi_mat', string>

const names = new Set<string>(['dien_thoai', 'noi_dung', 'thuong_hieu', 'ma_gui', 'bi_mat'])
const place = /\{([a-z_]+)\}/g

const fill_text = (text: string, filling: Filling): string =>
  text.replace(place, (whole, name: string) => (names.has(name) ? filling[name as keyof Filling] : whole))

/** Filled value by value, so that no text can break out of its place. */
const fill_value = (value: unknown, filling: Filling): unknown => {
  if (typeof value === 'string') return fill_text(value, filling)
  if (Array.isArray(value)) return value.map((one) => fill_value(one, filling))
  if (is_object(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill_value(one, filling)]))
  return value
}

const parse = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body)
    if (is_object(value)) return value
  } catch {
    // said below
  }
  throw fail.value(
    'Nội dung gửi phải là một đối tượng JSON, ví dụ {"to": "{dien_thoai}", "text": "{noi_dung}"}',
    'body',
  )
}

/** What is wrong with a template is said when it is set, not when a person waits for her code. @throws 422 */
export const demand_template = ({ body, authorization, format }: SmsSettings): void => {
  const template = parse(body)
  if (format === 'form' && Object.values(template).some((value) => typeof value === 'object'))
    throw fail.value('Dạng biểu mẫu chỉ nhận các trường đơn, không lồng nhau', 'body')
  const used = new Set(
    [...`${JSON.stringify(template)} ${authorization}`.matchAll(place)].map(([, name]) => name ?? ''),
  )
  const stranger = [...used].find((name) => !names.has(name))
  if (stranger !== undefined)
    throw fail.value(
      `Không biết chỗ điền {${stranger}}; có: ${[...names].map((name) => `{${name}}`).join(' ')}`,
      'body',
    )
  for (const needed of ['dien_thoai', 'noi_dung'])
    if (!used.has(needed)) throw fail.value(`Nội dung gửi phải có chỗ điền {${needed}}`, 'body')
  if (!/^[\x20-\x7e]*$/.test(authorization)) throw fail.value('Tiêu đề authorization không có dấu', 'authorization')
}

/** The request of one message. */
export const fill_template = (
  { body, format, authorization }: SmsSettings,
  filling: Filling,
): { body: string; content_type: string; authorization: string } => {
  const filled = fill_value(parse(body), filling) as Record<string, unknown>
  const header = fill_text(authorization, filling)
  if (format === 'json')
    return { body: JSON.stringify(filled), content_type: 'application/json', authorization: header }
  const form = new URLSearchParams(Object.entries(filled).map(([name, value]) => [name, String(value)]))
  return { body: form.toString(), content_type: 'application/x-www-form-urlencoded', authorization: header }
}
