import { existsSync, readdirSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { program_version } from '../backup/index.ts'
import { list_migrations, open_client } from '../database/index.ts'
import { read_catalogue, read_notes, type TableFacts } from './catalogue.ts'
import { write_dictionary } from './dictionary.ts'
import { at_one_moment, belongs_to_house, rows_of } from './rows.ts'
import { write_certificates, write_papers } from './signed-papers.ts'
import { write_file, type Written } from './write-file.ts'

export type Exported = { files: Written[]; rows: Map<string, number>; left_out: string[] }

const demand_empty = (dir: string): void => {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw fail.rule(`Thư mục ${dir} không trống`)
}

const full_name = ({ schema, name }: TableFacts): string => `${schema}.${name}`

const readme = (facility: string | undefined, at: string, left_out: string[]): string => {
  const { version, commit } = program_version()
  return `# Bộ dữ liệu bàn giao

${facility === undefined ? 'Toàn bộ cơ sở dữ liệu' : `Cơ sở ${facility}`}, như lúc ${at}. Phần mềm Bệnh Án Mở ${version}${commit ? ` (${commit})` : ''}.

- \`du-lieu/\`: mỗi bảng một tệp JSON từng dòng (UTF-8); nhật ký truy cập ở audit.event, chuỗi niêm ở audit.seal
- \`tu-dien-du-lieu.md\`: mọi bảng, cột, kiểu, ràng buộc, ý nghĩa
- \`cau-truc/\`: các bước dựng cấu trúc (SQL PostgreSQL), chạy theo thứ tự tên
- \`van-ban-ky/\`: văn bản đã ký (PDF có chữ ký PAdES, mở bằng mọi phần mềm đọc chữ ký), danh sách, chứng thư
- \`fhir/\`: tài nguyên FHIR R4, mỗi loại một tệp ndjson (khi xuất cho một cơ sở)
- \`SHA256SUMS\`: kiểm bằng \`sha256sum -c SHA256SUMS\`

Không có trong bộ này: ${left_out.join('; ')}.

Bàn giao xong, bên vận hành cũ phải hủy dữ liệu và lập biên bản hủy; bản sao lưu mã hóa hủy bằng cách hủy khóa.
`
}

const list_left_out = (tables: TableFacts[]): string[] => [
  ...tables.flatMap((table) => (table.left_out ? [`${full_name(table)} (${table.left_out})`] : [])),
  ...tables.flatMap((table) =>
    table.left_out
      ? []
      : table.columns.flatMap((one) => (one.left_out ? [`${full_name(table)}.${one.name} (${one.left_out})`] : [])),
  ),
]

/**
 * Everything of a facility, or of the whole database, into an empty directory.
 * @param more files that others lay beside (FHIR), already written below `dir`, for the sums
 */
export const export_everything = async (
  url: string,
  dir: string,
  facility: string | undefined,
  more: () => Promise<Written[]> = () => Promise.resolve([]),
): Promise<Exported> => {
  demand_empty(dir)
  const client = await open_client(url)
  try {
    return await at_one_moment(client, async () => {
      const at = new Date().toISOString()
      const migrations = list_migrations()
      const all = await read_catalogue(client)
      const tables = facility === undefined ? all : all.filter(belongs_to_house)
      const files: Written[] = []
      const rows = new Map<string, number>()
      for (const table of tables.filter(({ left_out }) => !left_out)) {
        let count = 0
        const lines = async function* () {
          for await (const { line } of rows_of(client, table, facility)) {
            count += 1
            yield `${line}\n`
          }
        }
        files.push(await write_file(dir, `du-lieu/${full_name(table)}.ndjson`, lines()))
        rows.set(full_name(table), count)
      }
      files.push(...(await write_papers(client, dir, facility)), await write_certificates(client, dir, facility))
      for (const { name, text } of migrations) files.push(await write_file(dir, `cau-truc/${name}`, [text]))
      files.push(await write_file(dir, 'tu-dien-du-lieu.md', [write_dictionary(tables, read_notes(migrations), rows)]))
      const left_out = list_left_out(tables)
      files.push(await write_file(dir, 'README.md', [readme(facility, at, left_out)]))
      files.push(...(await more()))
      await write_file(
        dir,
        'SHA256SUMS',
        files.map(({ path, sha256 }) => `${sha256}  ${path}\n`),
      )
      return { files, rows, left_out }
    })
  } finally {
    await client.end()
  }
}
