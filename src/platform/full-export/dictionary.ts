import type { TableFacts } from './catalogue.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const table_part = (table: TableFacts, notes: Map<string, string>, rows: number | undefined): string => {
  const name = `${table.schema}.${table.name}`
  const head = [
    `## ${name}`,
    table.comment ?? notes.get(name) ?? '',
    table.left_out ? `**Không xuất:** ${table.left_out}.` : `${rows ?? 0} dòng: \`du-lieu/${name}.ndjson\``,
  ]
  const columns = table.columns.map((column) => {
    const note = column.comment ?? notes.get(`${name}.${column.name}`) ?? ''
    const words = [column.left_out ? `không xuất: ${column.left_out}` : '', note].filter(Boolean).join('; ')
    const shape = [column.type, column.required ? 'bắt buộc' : '', column.default ? `mặc định ${column.default}` : '']
    return `| ${column.name} | ${cell(shape.filter(Boolean).join(', '))} | ${cell(words)} |`
  })
  const rules = table.constraints.map((one) => `- \`${one.replaceAll('`', "'")}\``)
  return [...head, '', '| cột | kiểu | nghĩa |', '|---|---|---|', ...columns, '', ...rules]
    .filter((line, i) => line !== '' || i > 2)
    .join('\n')
}

/** Every table and column, its type, rules and meaning, from the catalogue and the notes of the migrations. */
export const write_dictionary = (tables: TableFacts[], notes: Map<string, string>, rows: Map<string, number>): string =>
  [
    '# Từ điển dữ liệu',
    'Sinh từ danh mục của chính cơ sở dữ liệu lúc xuất; ghi chú lấy từ các tệp trong `cau-truc/`. Dữ liệu dạng JSON mỗi dòng',
    'một bản ghi, UTF-8; `bytea` viết dạng `\\x…` (hệ 16); thời điểm có múi giờ (ISO 8601).',
    '',
    ...tables.map((table) => `${table_part(table, notes, rows.get(`${table.schema}.${table.name}`))}\n`),
  ].join('\n')
