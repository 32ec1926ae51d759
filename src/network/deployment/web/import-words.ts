import { words_of } from '../../../base/ui/index.ts'

const vi = {
  import: 'Nhập từ Excel',
  all_or_nothing: 'Ghi tất cả, hoặc không ghi dòng nào.',
  write: (count: number) => `Ghi ${count} thay đổi`,
  written: (count: number) => `Đã ghi ${count} thay đổi`,
  summary: (rows: number, changes: number, faults: number) =>
    `${rows} dòng · ${changes} thay đổi · ${faults === 0 ? 'không có lỗi' : `${faults} lỗi, phải sửa tệp trước khi ghi`}`,
  warnings: (count: number) => `${count} điều cần xem lại, vẫn ghi được`,
  save_preview: 'Tải cả bản xem trước',
  preview_name: (name: string) => `xem-truoc-${name.replace(/\.(xlsx|csv)$/i, '')}.xlsx`,
  line: 'Dòng',
  facility: 'Đơn vị',
  happens: 'Sẽ xảy ra',
  same: 'không đổi',
  sheet: 'Trang',
  choose_sheet: 'chọn trang',
  unit: 'Đơn vị tính của tiền',
  choose_unit: 'chọn đơn vị tính',
  units: { dong: 'đồng', thousand: 'nghìn đồng', million: 'triệu đồng', billion: 'tỷ đồng' },
  more: (some: number, all: number) => `Hiện ${some} trong ${all} dòng, dòng có lỗi trước; bản tải về có đủ.`,
}

const en: typeof vi = {
  import: 'Import from Excel',
  all_or_nothing: 'Everything is written, or nothing.',
  write: (count) => `Write ${count} changes`,
  written: (count) => `${count} changes written`,
  summary: (rows, changes, faults) =>
    `${rows} rows · ${changes} changes · ${faults === 0 ? 'no faults' : `${faults} faults, to be put right in the file first`}`,
  warnings: (count) => `${count} to look at again; they can be written`,
  save_preview: 'Download the whole preview',
  preview_name: (name) => `preview-${name.replace(/\.(xlsx|csv)$/i, '')}.xlsx`,
  line: 'Row',
  facility: 'Facility',
  happens: 'What will happen',
  same: 'no change',
  sheet: 'Sheet',
  choose_sheet: 'choose a sheet',
  unit: 'Unit of money',
  choose_unit: 'choose a unit',
  units: { dong: 'VND', thousand: 'thousand VND', million: 'million VND', billion: 'billion VND' },
  more: (some, all) => `${some} of ${all} rows, those with faults first; the download has all of them.`,
}

export const use_import_words = words_of(vi, en)
