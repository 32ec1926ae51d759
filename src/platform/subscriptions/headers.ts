import { fail } from '../../base/outcome/index.ts'
import type { Header } from './state.ts'

const place = 'Subscription.channel.header'
const headers_max = 10
const length_max = 4_000
/** RFC 9110 §5.6.2 token; visible characters and blanks in the value. */
const form = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e]*)$/
/** What the connection itself says. */
const reserved = /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*)$/i
/** What whoever reads the resource sees in the place of the value. */
const hidden = '***'

const read_header = (text: unknown): Header => {
  const [, name = '', value = ''] = typeof text === 'string' && text.length <= length_max ? (form.exec(text) ?? []) : []
  if (name === '') throw fail.value('Mỗi header có dạng “Tên: giá trị”, chỉ gồm ký tự ASCII', place)
  if (reserved.test(name)) throw fail.value(`Header ${name} do máy chủ tự đặt`, place)
  return [name, value.trim()]
}

/**
 * The headers the receiver asks for. A value that was read back hidden stands for the one that is kept.
 * @param kept those of the same endpoint; of another one none, so that nobody can have a secret sent to himself
 */
export const read_headers = (given: unknown, kept: Header[]): Header[] => {
  const texts: unknown[] = Array.isArray(given) ? given : []
  if (texts.length > headers_max) throw fail.value(`Tối đa ${headers_max} header`, place)
  return texts.map((text) => {
    const [name, value] = read_header(text)
    if (value !== hidden) return [name, value]
    const before = kept.find(([known]) => known.toLowerCase() === name.toLowerCase())
    if (!before)
      throw fail.value(`Hãy ghi lại giá trị của header ${name}: nơi nhận là mới nên không dùng lại giá trị cũ`, place)
    return [name, before[1]]
  })
}

export const hide_headers = (headers: Header[]): string[] => headers.map(([name]) => `${name}: ${hidden}`)
