/**
 * A reader for the small part of XML the format uses: elements and text. It is our own because the grammar is the
 * safety: there is no DOCTYPE in it, so nothing can be declared and nothing expands (billion laughs, external entities),
 * and everything else is refused with its line, where a lenient parser would guess.
 */
import { fail } from '../../base/outcome/index.ts'
import { extension_namespace } from './schema-2025-06/extension.ts'

export type XmlNode = { name: string; text: string; children: XmlNode[] }

type Reader = { source: string; at: number }

const deepest_level = 16

const refuse = (reader: Reader, why: string): never => {
  const before = reader.source.slice(0, reader.at).split('\n')
  throw fail.invalid(`Tệp XML không đọc được ở dòng ${before.length}, cột ${(before.at(-1) ?? '').length + 1}: ${why}`)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decode = (reader: Reader, text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/&([^;&]{0,12});?/g, (whole, body: string) => {
      const known = Object.hasOwn(named, body) ? named[body] : undefined
      if (known !== undefined && whole.endsWith(';')) return known
      const number = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(body)
      if (number === null || !whole.endsWith(';')) return refuse(reader, `thực thể “${whole}” không được phép`)
      const point = number[1] === undefined ? Number.parseInt(number[2] ?? '', 16) : Number(number[1])
      return point <= 0x10ffff ? String.fromCodePoint(point) : refuse(reader, `mã ký tự “${whole}” không có thật`)
    })

const skip_space = (reader: Reader): void => {
  while (/\s/.test(reader.source.charAt(reader.at))) reader.at += 1
}

/** Comments carry nothing; they are passed over. Everything else that begins with <! or <? is refused. */
const skip_one_comment = (reader: Reader): void => {
  const end = reader.source.indexOf('-->', reader.at + 4)
  if (end < 0) refuse(reader, 'chú thích không kết thúc')
  reader.at = end + 3
}

const skip_comments = (reader: Reader): void => {
  skip_space(reader)
  while (reader.source.startsWith('<!--', reader.at)) {
    skip_one_comment(reader)
    skip_space(reader)
  }
}

const take = (reader: Reader, pattern: RegExp, why: string): RegExpExecArray => {
  const sticky = new RegExp(pattern, 'y')
  sticky.lastIndex = reader.at
  const found = sticky.exec(reader.source)
  if (found === null) return refuse(reader, why)
  reader.at = sticky.lastIndex
  return found
}

/** The format has no attributes; namespace declarations on the root (.NET serialisers write them) say nothing to us. */
const check_attributes = (reader: Reader, name: string, attributes: string, depth: number): void => {
  const text = attributes.trimEnd()
  const is_declaration = depth === 1 && /^(\s+xmlns(:[\w-]+)?="[^"<&]*")*$/.test(text)
  const is_ours = name === 'PhanMoRong' && text === ` xmlns="${extension_namespace}"`
  if (text !== '' && !is_declaration && !is_ours) refuse(reader, `phần tử ${name} có thuộc tính lạ`)
}

const read_element = (reader: Reader, depth: number): XmlNode => {
  if (depth > deepest_level) refuse(reader, 'lồng quá sâu')
  if (reader.source.startsWith('<!', reader.at)) refuse(reader, 'DOCTYPE, ENTITY và CDATA không được phép')
  const open = take(reader, /<([A-Za-z_][\w.-]*)((?:\s[^<>]*?)?)(\/?)>/, 'chờ một thẻ mở')
  const node: XmlNode = { name: open[1] ?? '', text: '', children: [] }
  check_attributes(reader, node.name, open[2] ?? '', depth)
  if (open[3] === '/') return node
  for (;;) {
    const next = reader.source.indexOf('<', reader.at)
    if (next < 0) return refuse(reader, `tệp bị cắt: phần tử ${node.name} chưa đóng`)
    node.text += decode(reader, reader.source.slice(reader.at, next))
    reader.at = next
    if (reader.source.startsWith('</', next)) break
    if (reader.source.startsWith('<!--', next)) skip_one_comment(reader)
    else node.children.push(read_element(reader, depth + 1))
  }
  const close = take(reader, /<\/([A-Za-z_][\w.-]*)\s*>/, `thẻ đóng của ${node.name} hỏng`)
  if (close[1] !== node.name) refuse(reader, `phần tử ${node.name} đóng bằng ${close[1]}`)
  if (node.children.length > 0 && node.text.trim() !== '')
    refuse(reader, `phần tử ${node.name} lẫn chữ với phần tử con`)
  return node
}

/** The root element of the text, or a Failure with line and column. */
export const read_xml = (text: string): XmlNode => {
  const reader: Reader = { source: text.startsWith('\ufeff') ? text.slice(1) : text, at: 0 }
  if (reader.source.startsWith('<?xml')) take(reader, /<\?xml\s[^<>?]*\?>/, 'dòng khai báo XML hỏng')
  skip_comments(reader)
  const root = read_element(reader, 1)
  skip_comments(reader)
  if (reader.at < reader.source.length) refuse(reader, 'còn nội dung sau phần tử gốc')
  return root
}
