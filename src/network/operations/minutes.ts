import { format_decimal } from '../../base/text/index.ts'
import { format_date_time_long, local_time, show_moment } from '../../base/time/index.ts'
import type { Drill, DrillCheck } from '../../platform/backup/index.ts'
import { render_pdf } from '../../standards/print/index.ts'
import { say_duration } from './say-duration.ts'

const subject = 'Diễn tập phục hồi dữ liệu từ bản sao lưu'

const what: Record<DrillCheck['what'], string> = {
  rows: 'Đủ dòng dữ liệu',
  papers: 'Bản đã ký còn nguyên',
  log: 'Nhật ký truy cập còn nguyên',
}

type Part = {
  title: string
  words: string[]
  columns: string[]
  shares: number[]
  rows: string[][]
  /** Empty lines for the hand. */
  blank: number
}

const words_only = (title: string, words: string[], blank = 0): Part => ({
  ...{ title, words, columns: [], shares: [], rows: [], blank },
})

const measured = (drill: Drill): Part => ({
  title: 'II. Kết quả đo',
  words: [],
  columns: ['Chỉ số', 'Đo được'],
  shares: [2, 3],
  rows: [
    ['Thời gian phục hồi (RTO)', drill.rto_ms > 0 ? say_duration(drill.rto_ms) : 'không đo được'],
    ['– giải mã, giải nén, đối chiếu từng tệp', say_duration(drill.unpack_ms)],
    ['– khởi động cơ sở dữ liệu', say_duration(drill.start_ms)],
    ['Kiểm tra sau phục hồi', say_duration(drill.check_ms)],
    ['Điểm phục hồi', drill.recovered_to ? show_moment(drill.recovered_to) : 'bản sao không có dòng nhật ký nào'],
    ['Dữ liệu sẽ mất nếu sự cố xảy ra lúc diễn tập (RPO)', loss(drill)],
    ['Khối lượng đã phục hồi', `${format_decimal((drill.bytes / 1_048_576).toFixed(1))} MB`],
  ],
  blank: 0,
})

const loss = ({ rpo_ms, lost_lines }: Drill): string => {
  if (rpo_ms === null) return 'không có gì để so'
  return lost_lines === 0
    ? 'không mất gì: không có ghi chép nào sau bản sao'
    : `${say_duration(rpo_ms)}, ${format_decimal(String(lost_lines ?? 0))} dòng nhật ký`
}

const looked_at = (drill: Drill): Part => ({
  title: 'III. Kiểm tra dữ liệu phục hồi',
  words: drill.checks.length === 0 ? ['Không kiểm tra được vì bản sao không phục hồi được.'] : [],
  columns: ['Cơ sở dữ liệu', 'Nội dung', 'Kết quả', 'Đạt'],
  shares: [1.3, 1.5, 3.6, 0.7],
  rows: drill.checks.map((one) => [one.database, what[one.what], one.says, one.is_good ? 'Đạt' : 'KHÔNG']),
  blank: 0,
})

const verdict = (drill: Drill): string =>
  drill.passed
    ? 'Bản sao lưu phục hồi được, dữ liệu đầy đủ: ĐẠT.'
    : `KHÔNG ĐẠT. ${drill.says || 'Có nội dung kiểm tra không đạt ở mục III.'}`

const parts_of = (drill: Drill): Part[] => [
  words_only('I. Nội dung', [
    `Phục hồi bản sao lưu số ${drill.backup}, lập lúc ${show_moment(drill.backup_made_at)}, vào một cơ sở dữ liệu tạm cạnh hệ thống đang chạy; hệ thống đang chạy không bị thay đổi. Khóa mở bản sao lấy từ tờ giấy đơn vị lưu giữ.`,
    'Căn cứ: yêu cầu sao lưu và phục hồi trong kế hoạch triển khai bệnh án điện tử; TT 13/2025/TT-BYT; quy trình sao lưu, phục hồi của đơn vị.',
  ]),
  measured(drill),
  looked_at(drill),
  words_only('IV. Kết luận và việc cần làm', [verdict(drill)], 3),
]

/** The minutes of a drill as people sign them: what was measured is printed, names and conclusions are left to the hand. */
export const print_minutes = (drill: Drill, unit: { name: string; authority: string }): Promise<Uint8Array> => {
  const document = {
    ...{ superior: unit.authority, unit: unit.name, subject },
    lines: [
      { label: 'Thời gian', value: format_date_time_long(drill.at) },
      { label: 'Địa điểm', value: '' },
      { label: 'Người thực hiện', value: drill.by_name },
    ],
    parts: parts_of(drill),
    close: 'Biên bản được lập thành ....... bản, các thành viên đã đọc lại và cùng ký tên.',
    signers: ['Người lập biên bản', 'Phụ trách CNTT', 'Lãnh đạo đơn vị'],
    made: `Số liệu do phần mềm đo khi diễn tập, mã ${drill.id}.`,
  }
  return render_pdf({
    form: { slug: 'paper', layout: 'minutes.typ', code: null, sections: [], title: `Biên bản: ${subject}` },
    answers: { document: JSON.stringify(document) },
    signatures: {},
    marks: {
      ...{ facility_name: unit.name, printed_at: local_time(drill.at).slice(0, 16), printed_by: drill.by_name },
      ...{ system: 'Bệnh Án Mở', status: 'draft' },
    },
    mode: 'paper',
  })
}
