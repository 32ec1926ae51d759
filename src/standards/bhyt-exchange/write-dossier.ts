import { table_definitions, table_ids, type TableId } from './definitions.ts'
import type { Dossier, Row, VisitTables } from './dossier.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** What XML 1.0 cannot carry at all (§2.2: control characters) is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>]/g, (one) => entities[one] ?? one)

const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** One table as its own document: all elements in the order of the table, an empty one where there is no value. */
export const write_table = (id: TableId, rows: Row[]): string => {
  const { root, list, fields } = table_definitions[id]
  const row_of = (row: Row): string => fields.map(({ name }) => element(name, escaped(row[name] ?? ''))).join('')
  const inner = list
    ? element(list.container, rows.map((row) => element(list.row, row_of(row))).join(''))
    : rows.map(row_of).join('')
  return declaration + element(root, inner)
}

const visit = (tables: VisitTables): string =>
  element(
    'HOSO',
    table_ids
      .flatMap((id) => {
        const rows = tables[id] ?? []
        if (rows.length === 0) return []
        const content = Buffer.from(write_table(id, rows), 'utf8').toString('base64')
        return element('FILEHOSO', element('LOAIHOSO', id) + element('NOIDUNGFILE', content))
      })
      .join(''),
  )

const root_attributes =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

/**
 * The file, with room for its signature. Nothing stands between the elements, so that no program in between can reformat what
 * was signed without being noticed for more than it did.
 */
export const write_dossier = ({ facility, made_on, visits }: Dossier): string =>
  `${declaration}<GIAMDINHHS ${root_attributes}>${element('THONGTINDONVI', element('MACSKCB', escaped(facility)))}${element(
    'THONGTINHOSO',
    element('NGAYLAP', escaped(made_on)) +
      element('SOLUONGHOSO', String(visits.length)) +
      element('DANHSACHHOSO', visits.map(visit).join('')),
  )}<CHUKYDONVI></CHUKYDONVI></GIAMDINHHS>`
