import { words_of } from '../../../base/ui/index.ts'

const vi = {
  import: 'Nhập từ Excel',
  all_or_nothing: 'Ghi tất cả, hoặc không ghi dòng nào.',
  write: (count: number) => `Ghi ${count} thay đổi`,
  written: (count: number) => `Đã ghi ${count} thay đổi`,
  summary: (rows: number, changes: number, faults: number) =>
    `${rows} dòng · ${changes} thay đổi · ${faults === 0 ? 'không có lỗi' : `${faults} lỗi, phải sửa tệp trước khi ghi`}`,
  line: 'Dòng',
  facility: 'Đơn vị',
  happens: 'Sẽ xảy ra',
  same: 'không đổi',
}

const en: typeof vi = {
  import: 'Import from Excel',
  all_or_nothing: 'Everything is written, or nothing.',
  write: (count) => `Write ${count} changes`,
  written: (count) => `${count} changes written`,
  summary: (rows, changes, faults) =>
    `${rows} rows · ${changes} changes · ${faults === 0 ? 'no faults' : `${faults} faults, to be put right in the file first`}`,
  line: 'Row',
  facility: 'Facility',
  happens: 'What will happen',
  same: 'no change',
}

export const use_import_words = words_of(vi, en)
