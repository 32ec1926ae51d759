import { fail } from '../../base/outcome/index.ts'
import { is_table_id, table_definitions, type TableId } from './definitions.ts'
import type { Dossier, Row, VisitTables } from './dossier.ts'
import { child_of, elements_of, read_xml_tree, words_of, type XmlElement } from './xml-tree.ts'

export const dossier_root = 'GIAMDINHHS'

const get_child = (element: XmlElement, name: string): XmlElement => {
  const child = child_of(element, name)
  if (!child) throw fail.invalid(`Thiếu phần tử ${name} trong ${element.name}`, name)
  return child
}

const said = (element: XmlElement, name: string): string => words_of(get_child(element, name)).trim()

const utf8 = new TextDecoder('utf-8', { fatal: true })

const read_text = (bytes: Uint8Array, where: string): string => {
  try {
    return utf8.decode(bytes)
  } catch {
    throw fail.invalid(`${where}: không phải chữ viết bằng UTF-8`, where)
  }
}

const read_row = (id: TableId, row: XmlElement): Row => {
  const { fields } = table_definitions[id]
  const known = new Set(fields.map(({ name }) => name))
  const found: Row = {}
  for (const element of elements_of(row)) {
    // By name, not by place: one exporter writes the columns of money in another order.
    if (!known.has(element.name))
      throw fail.invalid(`${id}: không có trường tên ${element.name}`, `${id}.${element.name}`)
    if (Object.hasOwn(found, element.name))
      throw fail.invalid(`${id}: trường ${element.name} ghi hai lần trong một dòng`, `${id}.${element.name}`)
    found[element.name] = words_of(element).trim()
  }
  const missing = fields.find(({ name }) => !Object.hasOwn(found, name))
  if (missing)
    throw fail.invalid(
      `${id}: thiếu phần tử ${missing.name} (không có giá trị thì để phần tử rỗng)`,
      `${id}.${missing.name}`,
    )
  return found
}

const read_table = (id: TableId, text: string): Row[] => {
  const root = read_xml_tree(text)
  const { root: name, list } = table_definitions[id]
  if (root.name !== name) throw fail.invalid(`${id}: phần tử gốc phải là ${name}, tệp ghi ${root.name}`, id)
  if (!list) return [read_row(id, root)]
  const rows = elements_of(get_child(root, list.container))
  const stranger = rows.find((row) => row.name !== list.row)
  if (stranger) throw fail.invalid(`${id}: dòng phải là ${list.row}, tệp ghi ${stranger.name}`, id)
  return rows.map((row) => read_row(id, row))
}

const base64_text = /^[A-Za-z0-9+/\s]+=?=?\s*$/

const read_file = (file: XmlElement): [TableId, Row[]] => {
  const id = said(file, 'LOAIHOSO').toUpperCase()
  if (!is_table_id(id))
    throw fail.invalid(`Không có bảng “${id}” trong tệp hồ sơ (XML1–XML11, XML13–XML15)`, 'LOAIHOSO')
  const content = said(file, 'NOIDUNGFILE')
  if (!base64_text.test(content)) throw fail.invalid(`${id}: nội dung bảng không phải base64`, `${id}.NOIDUNGFILE`)
  return [id, read_table(id, read_text(Buffer.from(content, 'base64'), id))]
}

const read_visit = (visit: XmlElement): VisitTables => {
  const tables: VisitTables = {}
  for (const file of elements_of(visit)) {
    if (file.name !== 'FILEHOSO') throw fail.invalid(`Trong HOSO chỉ có FILEHOSO, tệp ghi ${file.name}`, 'HOSO')
    const [id, rows] = read_file(file)
    if (tables[id]) throw fail.invalid(`Bảng ${id} có hai lần trong một hồ sơ`, id)
    tables[id] = rows
  }
  return tables
}

/** What the file says. @throws 400 with the place: no dossier, a cut file (R010), an unknown table or field */
export const read_dossier = (bytes: Uint8Array): Dossier => {
  const root = read_xml_tree(read_text(bytes, 'Tệp'))
  if (root.name !== dossier_root) throw fail.invalid(`Phần tử gốc phải là ${dossier_root}, tệp ghi ${root.name}`)
  const about = get_child(root, 'THONGTINHOSO')
  const visits = elements_of(get_child(about, 'DANHSACHHOSO')).map(read_visit)
  const told = said(about, 'SOLUONGHOSO')
  if (Number(told) !== visits.length)
    throw fail.invalid(`Tệp ghi ${told} hồ sơ nhưng có ${visits.length}: tệp bị cắt hoặc ghép`, 'SOLUONGHOSO')
  if (visits.length === 0) throw fail.invalid('Tệp không có hồ sơ nào', 'DANHSACHHOSO')
  return { facility: said(get_child(root, 'THONGTINDONVI'), 'MACSKCB'), made_on: said(about, 'NGAYLAP'), visits }
}
