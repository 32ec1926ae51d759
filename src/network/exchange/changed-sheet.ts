import { csv_lines, write_book, type Sheet } from '../../standards/spreadsheet/index.ts'
import { format_date_time, format_date } from '../../base/time/index.ts'
import type { ChangedLetter, ChangedList, ChangedRecipient } from './contract.ts'

const header = [
  ...[
    'Loại văn bản',
    'Văn bản',
    'Người bệnh',
    'Ngày sinh',
    'Số giấy tờ',
    'Gửi lần đầu',
    'Sửa lúc',
    'Người sửa',
    'Số bản',
  ],
  ...['Bản mới tới trục lúc', 'Mã nơi nhận', 'Nơi nhận', 'Đã có bản cũ', 'Đã có bản mới', 'Có bản mới lúc', 'Ghi chú'],
]

const moment = (at: string): string => (at === '' ? '' : format_date_time(at))
const yes = (is_so: boolean): string => (is_so ? 'có' : 'chưa')

const row_of = (one: ChangedLetter, to?: ChangedRecipient): Sheet['rows'][number] => [
  ...[one.kind, one.title, one.person.name, format_date(one.person.birth_date), one.person.identifiers[0]?.value ?? ''],
  ...[moment(one.first_sent_at), moment(one.corrected_at), one.corrected_by, one.versions, moment(one.new_sent_at)],
  ...(to
    ? [
        to.code,
        to.name,
        yes(to.had_old),
        yes(to.has_new),
        moment(to.new_at),
        [to.took_over && 'đã dùng lại kết quả này', to.refused ? 'đã từ chối bản cũ' : to.reason]
          .filter(Boolean)
          .join('; '),
      ]
    : [
        '',
        'Dòng thời gian của người bệnh ở trục',
        '',
        yes(one.new_sent_at !== ''),
        moment(one.new_sent_at),
        one.reason,
      ]),
]

/** A line for each recipient; of what lies in a person's timeline one line. */
const sheet_of = ({ from, to, lines }: ChangedList): Sheet => ({
  name: `Sửa sau khi gửi ${from} ${to}`,
  header,
  rows: lines.flatMap((one) =>
    one.recipients.length === 0 ? [row_of(one)] : one.recipients.map((recipient) => row_of(one, recipient)),
  ),
})

export const changed_xlsx = (list: ChangedList): Promise<Buffer> => write_book([sheet_of(list)])

export const changed_csv = (list: ChangedList): string => {
  const { header: names, rows } = sheet_of(list)
  return `\uFEFF${csv_lines([names, ...rows])}`
}
