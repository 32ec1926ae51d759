import { format_date, format_date_time } from '../../../base/time/index.ts'
import type { SourceLine } from '../contract.ts'
import type { ReportDocument } from '../document.ts'

/** "ngày 22 tháng 11 năm 2026": single digits of day and of the first two months take a nought (NĐ 30/2020, phụ lục I). */
const day_words = ({ dated }: ReportDocument): string => {
  const [year = '', month = '', day = ''] = dated.split('-')
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : String(Number(month))} năm ${year}`
}

export const place_and_day = (document: ReportDocument): string =>
  [document.head.place, day_words(document)].filter(Boolean).join(', ')

/** Room for the pen where the registry gave no number yet. */
export const number_and_symbol = ({ head, number }: ReportDocument): string =>
  `Số: ${number === '' ? '\u00a0'.repeat(10) : number.padStart(2, '0')}/${head.symbol}`

export const recipients_of = ({ head }: ReportDocument): string[] =>
  head.recipients.map((one, i) => `- ${one}${i === head.recipients.length - 1 ? './.' : ';'}`)

export const annex_title = 'Phụ lục'
export const annex_subject = 'NGUỒN SỐ LIỆU'
export const annex_columns = ['TT', 'Số liệu', 'Giá trị', 'Định nghĩa', 'Nguồn, truy vấn', 'Đếm lúc']
export const annex_of = (document: ReportDocument): string =>
  `(Kèm theo Báo cáo s${number_and_symbol(document).slice(1).replace(':', '')} ${day_words(document)} của ${document.head.unit})`

/** What the moments of the annex mean, and until when is counted. */
export const annex_note = ({ counted_to }: ReportDocument): string =>
  `Số liệu tính đến hết ngày ${format_date(counted_to)}. “Đếm lúc”: khi trục, cơ sở hoặc truy vấn đếm số này.`

const counted_by = ({ source, query }: SourceLine): string => [source, query].filter(Boolean).join('; ')
const moment = ({ at }: SourceLine): string => (at === '' ? '' : format_date_time(at))

export const annex_row = (line: SourceLine, i: number): string[] => [
  ...[String(i + 1), line.label, line.value, line.definition, counted_by(line), moment(line)],
]

/** Addresses are long and must not be broken: a table of their own, by the number of the line above. */
export const path_columns = ['TT', 'Dòng gốc (đường dẫn trên trang của Sở tại trục)']
export const path_rows = ({ sources }: ReportDocument): string[][] =>
  sources.flatMap(({ path }, i) => (path === '' ? [] : [[String(i + 1), path]]))

/** In a spreadsheet the address of the rows has a column of its own. */
export const sheet_columns = [
  ...['TT', 'Số liệu', 'Giá trị', 'Định nghĩa', 'Nguồn, truy vấn', 'Đếm lúc', path_columns[1] ?? ''],
]
export const sheet_row = (line: SourceLine, i: number): string[] => [
  ...[String(i + 1), line.label, line.value, line.definition, counted_by(line), moment(line), line.path],
]

export const empty_table = 'Không có dòng nào trong kỳ.'
