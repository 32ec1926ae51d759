import { format_date_time } from '../../../base/time/index.ts'
import type { ReportDocument, SourceLine } from '../document.ts'

/** "ngày 22 tháng 11 năm 2026": single digits of day and of the first two months take a nought (NĐ 30/2020, phụ lục I). */
const day_words = ({ dated }: ReportDocument): string => {
  const [year = '', month = '', day = ''] = dated.split('-')
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : String(Number(month))} năm ${year}`
}

export const place_and_day = (document: ReportDocument): string => `${document.head.place}, ${day_words(document)}`

/** Room for the pen where the registry gave no number yet. */
export const number_and_symbol = ({ head, number }: ReportDocument): string =>
  `Số: ${number === '' ? '\u00a0'.repeat(10) : number.padStart(2, '0')}/${head.symbol}`

export const recipients_of = ({ head }: ReportDocument): string[] =>
  head.recipients.map((one, i) => `- ${one}${i === head.recipients.length - 1 ? './.' : ';'}`)

export const annex_title = 'Phụ lục'
export const annex_subject = 'NGUỒN SỐ LIỆU'
export const annex_columns = ['TT', 'Số liệu', 'Giá trị', 'Định nghĩa', 'Nguồn, truy vấn', 'Thời điểm']
export const annex_of = (document: ReportDocument): string =>
  `(Kèm theo Báo cáo s${number_and_symbol(document).slice(1).replace(':', '')} ${day_words(document)} của ${document.head.unit})`

export const annex_row = (line: SourceLine, i: number): string[] => [
  String(i + 1),
  line.label,
  line.value,
  line.definition,
  [line.source, line.query].filter(Boolean).join('; '),
  line.at === '' ? '' : format_date_time(line.at),
]

export const empty_table = 'Không có dòng nào trong kỳ.'
