/**
 * Elements, attributes and text of an XML file, as canonicalization needs them. Our own reader because its grammar is the safety:
 * no DOCTYPE, so nothing can be declared and nothing expands; no processing instruction, which the canonical form would keep.
 */
import { fail } from '../../base/outcome/index.ts'

export type XmlElement = {
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

type Reader = { source: string; at: number }

const deepest_level = 32

const refuse = (reader: Reader, why: string): never => {
  const before = reader.source.slice(0, reader.at).split('\n')
  throw fail.invalid(`Tệp XML không đọc được ở dòng ${before.length}, cột ${(before.at(-1) ?? '').length + 1}: ${why}`)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decode = (reader: Reader, text: string): string =>
  text.replace(/&([^;&]{0,12});?/g, (whole, body: string) => {
    const known = Object.hasOwn(named, body) ? named[body] : undefined
    if (known !== undefined && whole.endsWith(';')) return known
    const number = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(body)
    if (number === null || !whole.endsWith(';')) return refuse(reader, `thực thể “${whole}” không được phép`)
    const point = number[1] === undefined ? Number.parseInt(number[2] ?? '', 16) : Number(number[1])
    return point <= 0x10ffff ? String.fromCodePoint(point) : refuse(reader, `mã ký tự “${whole}” không có thật`)
  })

const take = (reader: Reader, pattern: RegExp, why: string): RegExpExecArray => {
  const sticky = new RegExp(pattern, 'y')
  sticky.lastIndex = reader.at
  const found = sticky.exec(reader.source)
  if (found === null) return refuse(reader, why)
  reader.at = sticky.lastIndex
  return found
}

const until = (reader: Reader, end: string, what: string): string => {
  const at = reader.source.indexOf(end, reader.at)
  if (at < 0) refuse(reader, `${what} không kết thúc`)
  const text = reader.source.slice(reader.at, at)
  reader.at = at + end.length
  return text
}

const read_attributes = (reader: Reader): Map<string, string> => {
  const found = new Map<string, string>()
  for (;;) {
    const one = /\s+([A-Za-z_][\w.:-]*)\s*=\s*("([^"<]*)"|'([^'<]*)')/y
    one.lastIndex = reader.at
    const match = one.exec(reader.source)
    if (match === null) return found
    const name = match[1] ?? ''
    if (found.has(name)) refuse(reader, `thuộc tính ${name} ghi hai lần`)
    // White space in a value becomes a blank (XML 1.0 §3.3.3), written as an entity it stays.
    found.set(name, decode(reader, (match[3] ?? match[4] ?? '').replace(/[\t\n]/g, ' ')))
    reader.at = one.lastIndex
  }
}

/** Comments carry nothing and are no part of the canonical form. */
const read_other = (reader: Reader): string => {
  if (reader.source.startsWith('<!--', reader.at)) {
    reader.at += 4
    until(reader, '-->', 'chú thích')
    return ''
  }
  if (reader.source.startsWith('<![CDATA[', reader.at)) {
    reader.at += 9
    return until(reader, ']]>', 'CDATA')
  }
  return refuse(reader, 'DOCTYPE, ENTITY và chỉ thị xử lý không được phép')
}

const read_element = (reader: Reader, depth: number): XmlElement => {
  if (depth > deepest_level) refuse(reader, 'lồng quá sâu')
  const [, name = ''] = take(reader, /<([A-Za-z_][\w.:-]*)/, 'chờ một thẻ mở')
  const element: XmlElement = { name, attributes: read_attributes(reader), children: [] }
  const [, closed] = take(reader, /\s*(\/?)>/, `thẻ mở của ${name} hỏng`)
  if (closed === '/') return element
  let text = ''
  const put_text = (): void => {
    if (text !== '') element.children.push(text)
    text = ''
  }
  for (;;) {
    const next = reader.source.indexOf('<', reader.at)
    if (next < 0) return refuse(reader, `tệp bị cắt: phần tử ${name} chưa đóng`)
    text += decode(reader, reader.source.slice(reader.at, next))
    reader.at = next
    const second = reader.source.charAt(next + 1)
    if (second === '/') break
    if (second === '!' || second === '?') text += read_other(reader)
    else {
      put_text()
      element.children.push(read_element(reader, depth + 1))
    }
  }
  put_text()
  const close = take(reader, /<\/([A-Za-z_][\w.:-]*)\s*>/, `thẻ đóng của ${name} hỏng`)
  if (close[1] !== name) refuse(reader, `phần tử ${name} đóng bằng ${close[1]}`)
  return element
}

const skip_outside = (reader: Reader): void => {
  for (;;) {
    while (/\s/.test(reader.source.charAt(reader.at))) reader.at += 1
    if (!reader.source.startsWith('<!--', reader.at)) return
    read_other(reader)
  }
}

/** @throws 400 with line and column */
export const read_xml_tree = (text: string): XmlElement => {
  const source = (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const reader: Reader = { source, at: 0 }
  if (source.startsWith('<?xml')) take(reader, /<\?xml\s[^<>?]*\?>/, 'dòng khai báo XML hỏng')
  skip_outside(reader)
  const root = read_element(reader, 1)
  skip_outside(reader)
  if (reader.at < source.length) refuse(reader, 'còn nội dung sau phần tử gốc')
  return root
}

export const elements_of = (element: XmlElement): XmlElement[] =>
  element.children.filter((child) => typeof child !== 'string')

export const child_of = (element: XmlElement, name: string): XmlElement | undefined =>
  elements_of(element).find((child) => child.name === name)

export const words_of = (element: XmlElement | undefined): string =>
  element ? element.children.map((child) => (typeof child === 'string' ? child : words_of(child))).join('') : ''
