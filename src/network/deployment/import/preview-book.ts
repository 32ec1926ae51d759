import { write_book } from '../../../standards/spreadsheet/index.ts'
import type { ImportPreview } from '../contract.ts'

const happens = ({ changes, faults }: ImportPreview['rows'][number]): string => {
  if (faults.length > 0) return 'không ghi được'
  return changes.length === 0 ? 'không đổi' : changes.join('\n')
}

/** What a spreadsheet would do, every row of it, as XLSX: to be worked off beside the file it is of. */
export const preview_book = (preview: ImportPreview): Promise<Buffer> =>
  write_book([
    {
      name: 'Xem trước',
      header: ['Dòng', 'Đơn vị', 'Sẽ xảy ra', 'Cần xem lại', 'Lỗi phải sửa'],
      rows: preview.rows.map((row) => [
        ...[row.line, row.facility, happens(row), row.warnings.join('\n'), row.faults.join('\n')],
      ]),
    },
    {
      name: 'Cả tệp',
      header: ['Điều cần biết', 'Là'],
      rows: [
        ...[['Số dòng', preview.rows_read] as const, ['Số thay đổi', preview.changes] as const],
        ...[['Số điều cần xem lại', preview.warnings] as const, ['Số lỗi', preview.faults] as const],
        ...preview.file_faults.map((fault) => ['Lỗi của tệp', fault]),
        ...preview.notes.map((note) => ['Ghi chú', note]),
      ].map((row) => [...row]),
    },
  ])
