import { format_date, format_date_time, local_date, local_time } from '../../base/time/index.ts'
import type { Facility } from '../../platform/access/index.ts'
import { render_pdf } from '../../standards/print/index.ts'
import type { AccessAnswer, Assessment, Body, BreachLine, Line, PersonConsents } from './contract.ts'
import { type_names } from './type-names.ts'

type Column = { label: string; share: number; centred: boolean }
type Block =
  | { kind: 'heading' | 'paragraph' | 'item'; keep: boolean; text: string }
  | {
      kind: 'table'
      label: string
      note: string
      is_wide: boolean
      columns: Column[]
      rows: string[][]
      total: null
    }

type Paper = {
  facility: Facility
  kind: string
  subject: string
  symbol: string
  number: string
  addressees: string[]
  recipients: string[]
  authority: string[]
  blocks: Block[]
  made: string
}

const heading = (text: string): Block => ({ kind: 'heading', keep: true, text })
const said = (label: string, text: string): Block => ({
  ...{ kind: 'paragraph', keep: false },
  text: `${label}: ${text === '' ? '……' : text}`,
})
const plain = (text: string): Block => ({ kind: 'paragraph', keep: false, text })
const table = (label: string, columns: [label: string, share: number][], rows: string[][]): Block => ({
  ...{ kind: 'table', label, is_wide: columns.length > 4, rows, total: null },
  note: rows.length === 0 ? 'Không có' : '',
  columns: columns.map(([name, share]) => ({ label: name, share, centred: share < 1 })),
})

const day_words = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : String(Number(month))} năm ${year}`
}

/** An administrative document (NĐ 30/2020/NĐ-CP, phụ lục I); what nobody typed yet is a line of dots. */
const print = async ({ facility, ...paper }: Paper): Promise<Uint8Array> => {
  const now = new Date()
  const document = {
    ...{ superior: facility.authority, unit: facility.name, kind: paper.kind, subject: paper.subject },
    number: `Số: ${paper.number || '\u00a0'.repeat(10)}/${paper.symbol}`,
    place_and_day: `……, ${day_words(local_date(now))}`,
    addressees: paper.addressees,
    recipients: paper.recipients.map((one, i) => `- ${one}${i === paper.recipients.length - 1 ? './.' : ';'}`),
    ...{ authority: paper.authority, signer: '', blocks: paper.blocks, made: paper.made },
  }
  return render_pdf({
    form: { slug: 'paper', layout: 'administrative.typ', code: null, sections: [], title: paper.subject },
    answers: { document: JSON.stringify(document) },
    signatures: {},
    marks: {
      ...{ facility_name: facility.name, printed_at: local_time(now).slice(0, 16), printed_by: '' },
      ...{ system: 'Bệnh Án Mở', status: 'draft' },
    },
    mode: 'paper',
  })
}

const figure = (count: number): string => count.toLocaleString('vi-VN')

const word = (body: Body | null, name: string): string => String(body?.[name] ?? '')

const officer_words = (officer: Body | null): string =>
  officer
    ? [word(officer, 'name'), word(officer, 'title'), word(officer, 'phone'), word(officer, 'email')]
        .filter(Boolean)
        .join(', ')
    : ''

const moment = (text: string): string => (text === '' ? '' : format_date_time(`${text.slice(0, 16)}:00+07:00`))

/** Cơ quan chuyên trách bảo vệ dữ liệu cá nhân (Luật 91/2025/QH15 Điều 23): likely A05; the officer crosses out what is not so. */
const authority_name = 'Cơ quan chuyên trách bảo vệ dữ liệu cá nhân (Bộ Công an)'

export type NoticeParts = {
  facility: Facility
  breach: BreachLine
  counted: AccessAnswer
  officer: Body | null
  by: string
}

/** Notice of a breach to the authority, with what the audit log counts at this moment (PDP-08). */
export const print_notice = ({ facility, breach: line, counted, officer, by }: NoticeParts): Promise<Uint8Array> => {
  const { breach } = line
  return print({
    ...{ facility, kind: 'Thông báo', symbol: 'TB', number: breach.notice_number },
    subject: `Về vi phạm quy định bảo vệ dữ liệu cá nhân: ${breach.title}`,
    addressees: [authority_name],
    recipients: ['Như trên', 'Sở Y tế', 'Lưu: VT, người phụ trách bảo vệ dữ liệu cá nhân'],
    authority: ['Giám đốc'],
    blocks: [
      heading('1. Sự việc'),
      ...[said('Phát hiện lúc', moment(breach.detected_at)), said('Hạn thông báo (72 giờ)', moment(line.due_at))],
      said('Diễn biến', breach.happened),
      heading('2. Dữ liệu và người bị ảnh hưởng'),
      said('Loại dữ liệu', breach.kinds),
      plain(
        `Theo nhật ký truy cập từ ${moment(breach.question.from)} đến ${moment(breach.question.to)}: ${figure(counted.people)} người, ` +
          `${figure(counted.events)} lượt; ${figure(counted.nameless)} lượt xem danh sách, tìm kiếm hoặc xuất không gắn với từng người.`,
      ),
      table(
        'Số người theo loại dữ liệu',
        [...([['Loại', 2]] as [string, number][]), ['Số người', 0.8], ['Số lượt', 0.8]],
        counted.by_type.map(({ key, people, events }) => [type_names[key] ?? key, figure(people), figure(events)]),
      ),
      heading('3. Hậu quả và biện pháp'),
      ...[said('Hậu quả', breach.consequences), said('Biện pháp đã và sẽ thực hiện', breach.measures)],
      said('Báo cho người bị ảnh hưởng', moment(breach.people_told_at)),
      ...(line.was_late ? [said('Lý do thông báo sau 72 giờ', breach.late_reason)] : []),
      heading('4. Đầu mối'),
      said('Người phụ trách bảo vệ dữ liệu cá nhân', officer_words(officer)),
    ],
    made: `${by} lập lúc ${format_date_time(new Date().toISOString())}; số người, số lượt đếm từ nhật ký truy cập lúc lập.`,
  })
}

const body_rows = (lines: readonly Line[], names: string[]): string[][] =>
  lines.map(({ body }) => names.map((name) => word(body, name)))

export type AssessmentParts = { facility: Facility; found: Assessment; officer: Body | null; by: string }

/** The technical parts of the assessment file (PDP-09), from the registers and settings as they are now. */
export const print_assessment = ({ facility, found, officer, by }: AssessmentParts): Promise<Uint8Array> =>
  print({
    ...{ facility, kind: 'Hồ sơ', symbol: 'HS', number: '' },
    subject: 'Đánh giá tác động xử lý dữ liệu cá nhân – phần kỹ thuật',
    addressees: [authority_name],
    recipients: ['Như trên', 'Lưu: VT, người phụ trách bảo vệ dữ liệu cá nhân'],
    authority: ['Giám đốc'],
    blocks: [
      heading('1. Bên kiểm soát và đầu mối'),
      plain(`${facility.name} (mã ${facility.code}), ${facility.authority}.`),
      said('Người phụ trách bảo vệ dữ liệu cá nhân', officer_words(officer)),
      said('Bắt đầu xử lý', found.began_on === '' ? '' : format_date(found.began_on)),
      said('Hạn nộp (60 ngày)', found.due_on === '' ? '' : format_date(found.due_on)),
      heading('2. Mục đích, cơ sở pháp lý'),
      table(
        'Sổ mục đích',
        [
          ...([
            ['Mục đích', 1.6],
            ['Căn cứ', 1.4],
          ] as [string, number][]),
          ['Dữ liệu', 1.6],
          ['Người nhận', 1.4],
          ['Thời gian giữ', 1],
        ],
        body_rows(found.purposes, ['name', 'reference', 'data', 'recipients', 'kept']),
      ),
      heading('3. Dữ liệu đang giữ'),
      table(
        'Theo loại dữ liệu',
        [...([['Loại', 2]] as [string, number][]), ['Số bản ghi', 0.9], ['Số người', 0.9]],
        found.data.map(({ type, count, people }) => [type_names[type] ?? type, figure(count), figure(people)]),
      ),
      heading('4. Bên nhận, bên xử lý, ra nước ngoài'),
      table(
        'Bên nhận theo kết nối đang đặt',
        [
          ...([
            ['Dữ liệu', 2],
            ['Bên nhận', 1.4],
          ] as [string, number][]),
          ['Máy chủ', 1.4],
        ],
        found.recipients.map(({ what, who, host }) => [what, who, host || '(gọi vào)']),
      ),
      table(
        'Bên xử lý',
        [
          ...([
            ['Tên', 1.4],
            ['Hợp đồng', 1],
          ] as [string, number][]),
          ['Phạm vi', 1.8],
          ['Xóa, bàn giao', 1.6],
        ],
        body_rows(found.processors, ['name', 'contract', 'scope', 'hand_back']),
      ),
      table(
        'Chuyển ra nước ngoài',
        [
          ...([
            ['Máy chủ', 1.2],
            ['Bên nhận', 1.2],
          ] as [string, number][]),
          ['Nước', 1],
          ['Dữ liệu', 1.6],
        ],
        body_rows(found.flows, ['host', 'recipient', 'country', 'data']),
      ),
      heading('5. Thời hạn lưu trữ'),
      table(
        'Sổ thời hạn',
        [...([['Loại hồ sơ', 2]] as [string, number][]), ['Số năm', 0.7], ['Căn cứ', 2]],
        body_rows(found.retention, ['name', 'years', 'reference']),
      ),
      heading('6. Biện pháp bảo vệ'),
      ...found.measures.map(({ what, how }): Block => ({ kind: 'item', keep: false, text: `${what}: ${how}.` })),
      heading('7. Đánh giá rủi ro'),
      plain('Phần này do cơ sở viết: ……'),
    ],
    made: `${by} lập lúc ${format_date_time(new Date().toISOString())} từ các sổ và thiết lập của phần mềm. Dấu vân tay nội dung: ${found.digest.slice(0, 16)}.`,
  })

/** A sheet to read and tick by hand: no box is ticked beforehand (PDP-03), and whom to ask stands on it (PDP-11). */
export const print_consents = (
  facility: Facility,
  { person, lines, officer }: PersonConsents,
  by: string,
): Promise<Uint8Array> =>
  print({
    ...{
      facility,
      kind: 'Phiếu hỏi ý kiến',
      symbol: 'PDL',
      number: '',
      addressees: [],
      recipients: ['Người bệnh', 'Lưu hồ sơ'],
    },
    subject: 'Đồng ý hoặc không đồng ý xử lý dữ liệu cá nhân',
    authority: ['Người bệnh', '(hoặc người đại diện)'],
    blocks: [
      plain(`Họ tên: ${person.name}. Ngày sinh: ${person.birth_date === '' ? '……' : format_date(person.birth_date)}.`),
      plain(
        'Không đồng ý mục nào dưới đây cũng không ảnh hưởng đến việc khám, chữa bệnh. Đã đồng ý thì rút lại được bất cứ lúc nào.',
      ),
      ...lines
        .filter(({ wording }) => wording !== null)
        .flatMap(({ name, wording }, i): Block[] => [
          heading(`${i + 1}. ${name} (lời hỏi bản ${wording?.version})`),
          plain(wording?.text ?? ''),
          plain('[     ] Đồng ý          [     ] Không đồng ý'),
        ]),
      said('Hỏi, khiếu nại với người phụ trách bảo vệ dữ liệu cá nhân', officer_words(officer)),
    ],
    made: `${by} in lúc ${format_date_time(new Date().toISOString())}. Mã lời hỏi: ${lines.flatMap(({ wording }) => wording?.digest.slice(0, 12) ?? []).join(', ')}.`,
  })
