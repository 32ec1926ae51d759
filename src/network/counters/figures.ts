import type { CountedKind, FigureName, SaidName, TotalName } from './contract.ts'

/** Of what the numbers are understood to be; a report of another edition is refused by name. */
export const edition = '2026.11'

export type FigureFacts = {
  name: string
  name_en: string
  /** What exactly is counted, on which day. */
  says: string
  says_en: string
  source: string
  source_en: string
}

const own_record = 'Hồ sơ của cơ sở, đếm tự động'
const own_record_en = 'The facility’s own records, counted by program'
const own_outbox = 'Hộp gửi của cơ sở'
const own_outbox_en = 'The facility’s outbox'
const hub = 'Biên nhận của trục'
const hub_en = 'The hub’s own receipts'

/** Every figure of the board; whatever screen or report shows one takes its words from here. */
export const figures: Record<FigureName, FigureFacts> = {
  visits: {
    ...{ name: 'Lượt khám, điều trị kết thúc', name_en: 'Visits that ended' },
    says: 'Số lượt (ngoại trú và nội trú) có thời điểm kết thúc trong ngày, theo hồ sơ hiện tại.',
    says_en: 'Visits, outpatient and inpatient, whose end lies in the day, as the records stand now.',
    ...{ source: own_record, source_en: own_record_en },
  },
  admissions: {
    ...{ name: 'Vào viện', name_en: 'Admissions' },
    says: 'Số đợt điều trị nội trú bắt đầu trong ngày.',
    says_en: 'Inpatient stays that began in the day.',
    ...{ source: own_record, source_en: own_record_en },
  },
  discharges: {
    ...{ name: 'Ra viện', name_en: 'Discharges' },
    says: 'Số đợt điều trị nội trú kết thúc trong ngày.',
    says_en: 'Inpatient stays that ended in the day.',
    ...{ source: own_record, source_en: own_record_en },
  },
  transfers: {
    ...{ name: 'Chuyển viện', name_en: 'Transfers out' },
    says: 'Số lượt kết thúc trong ngày với hình thức ra viện là chuyển viện.',
    says_en: 'Visits that ended in the day by transfer to another facility.',
    ...{ source: own_record, source_en: own_record_en },
  },
  claims: {
    ...{ name: 'Hồ sơ đề nghị thanh toán BHYT', name_en: 'Insurance claims' },
    says: 'Số hồ sơ gửi giám định BHYT của các lượt kết thúc trong ngày. “Không có nguồn” khi phần mềm thanh toán chưa nối.',
    says_en: 'Claims sent for visits that ended in the day; “no source” where the billing system is not connected.',
    ...{ source: 'Phần mềm thanh toán của cơ sở', source_en: 'The facility’s billing system' },
  },
  due: {
    ...{ name: 'Phải gửi', name_en: 'Due' },
    says: 'Số giấy tờ phải rời cơ sở: mỗi lượt kết thúc một trang sổ sức khỏe, mỗi người chuyển viện một phiếu chuyển, mỗi giấy đã ký đủ một lần gửi.',
    says_en:
      'Documents that must leave: a health-book page for each visit that ended, a letter for each transfer, one sending for each paper that is fully signed.',
    ...{ source: own_record, source_en: own_record_en },
  },
  excused: {
    ...{ name: 'Được giữ lại', name_en: 'Excused' },
    says: 'Trong số phải gửi: giấy tờ luật cho giữ lại (thông tin nhạy cảm) hoặc đã rút có lý do.',
    says_en: 'Of what is due: withheld by law (sensitive), or withdrawn with a reason.',
    ...{ source: own_record, source_en: own_record_en },
  },
  made: {
    ...{ name: 'Đã lập', name_en: 'Made' },
    says: 'Số giấy tờ đã lập và ký xong, nằm trong hộp gửi.',
    says_en: 'Documents made and signed, in the outbox.',
    ...{ source: own_outbox, source_en: own_outbox_en },
  },
  sent: {
    ...{ name: 'Đã gửi', name_en: 'Sent' },
    says: 'Số giấy tờ cơ sở nói là trục (với đơn thuốc: Hệ thống đơn thuốc quốc gia) đã nhận; bản sửa thay bản cũ, không cộng thêm.',
    says_en:
      'Documents the facility says were taken by the hub (prescriptions: by the national system); a correction takes the place of the old one.',
    ...{ source: own_outbox, source_en: own_outbox_en },
  },
  overdue: {
    ...{ name: 'Quá hạn', name_en: 'Overdue' },
    says: 'Trong số phải gửi: chưa được nhận dù đã quá thời gian cho phép.',
    says_en: 'Of what is due: not taken although the time allowed is over.',
    ...{ source: own_outbox, source_en: own_outbox_en },
  },
  taken: {
    ...{ name: 'Trục đã nhận', name_en: 'Taken by the hub' },
    says: 'Số giấy tờ trục đã kiểm chữ ký, nhận và cấp biên nhận; bản bị thay thế không tính.',
    says_en: 'Documents whose signatures the hub verified and which it receipted; replaced ones do not count.',
    ...{ source: hub, source_en: hub_en },
  },
  corrections: {
    ...{ name: 'Bản sửa', name_en: 'Corrections' },
    says: 'Số lần một giấy tờ mới thay một giấy tờ trục đã nhận.',
    says_en: 'How often a new document took the place of one that had been taken.',
    ...{ source: hub, source_en: hub_en },
  },
  late: {
    ...{ name: 'Đến muộn', name_en: 'Late' },
    says: 'Trong số trục đã nhận: đến sau khi ngày của giấy tờ và thời gian cho phép đã hết.',
    says_en: 'Of what was taken: came after its day and the time allowed were over.',
    ...{ source: hub, source_en: hub_en },
  },
  refused: {
    ...{ name: 'Bị từ chối', name_en: 'Refused' },
    says: 'Số lần gửi trục không nhận, theo ngày gửi; xem theo loại lỗi. Gửi lại mà vẫn sai tính thêm một lần.',
    says_en: 'Sendings the hub did not take, by the day they were sent; each try counts.',
    ...{ source: hub, source_en: hub_en },
  },
  held: {
    ...{ name: 'Đang giữ', name_en: 'Held' },
    says: 'Số giấy tờ trục đang giữ chờ người vận hành quyết định, theo ngày gửi.',
    says_en: 'Documents that wait at the hub for a person to decide, by the day they were sent.',
    ...{ source: hub, source_en: hub_en },
  },
  delivered: {
    ...{ name: 'Đã đặt vào hộp nơi nhận', name_en: 'Delivered' },
    says: 'Số lượt giao tới nơi nhận được ghi tên. Trang sổ sức khỏe không ghi nơi nhận nên không tính.',
    says_en: 'Deliveries to a named recipient; a health-book page has none.',
    ...{ source: hub, source_en: hub_en },
  },
  received: {
    ...{ name: 'Nơi nhận đã lấy', name_en: 'Received' },
    says: 'Trong số đã giao: máy của nơi nhận đã lấy về.',
    says_en: 'Of the deliveries: fetched by the recipient’s system.',
    ...{ source: hub, source_en: hub_en },
  },
  opened: {
    ...{ name: 'Nơi nhận đã mở', name_en: 'Opened' },
    says: 'Trong số đã giao: có người ở nơi nhận đã xem và tiếp nhận, từ chối hoặc hoàn tất.',
    says_en: 'Of the deliveries: somebody at the recipient accepted, declined or completed it.',
    ...{ source: hub, source_en: hub_en },
  },
}

export type KindFacts = {
  name: string
  name_en: string
  short: string
  short_en: string
  /** hub: what is sent, the hub itself takes. national: it goes to another system, whose answer the facility keeps. */
  way: 'hub' | 'national'
}

/** The kinds the board counts, in the order it shows them. */
export const kinds: Record<Exclude<CountedKind, ''>, KindFacts> = {
  'health-book': {
    ...{ name: 'Sổ sức khỏe điện tử', name_en: 'Health-book page', short: 'Sổ SKĐT', short_en: 'Health book' },
    way: 'hub',
  },
  'transfer-letter': {
    ...{ name: 'Phiếu chuyển cơ sở', name_en: 'Transfer letter', short: 'Chuyển viện', short_en: 'Transfer' },
    way: 'hub',
  },
  'transfer-answer': {
    ...{ name: 'Trả lời nơi chuyển', name_en: 'Answer to a transfer', short: 'Trả lời', short_en: 'Answer' },
    way: 'hub',
  },
  'reexam-letter': {
    ...{ name: 'Phiếu hẹn khám lại', name_en: 'Re-examination letter', short: 'Hẹn khám', short_en: 'Re-exam' },
    way: 'hub',
  },
  'lab-result': {
    ...{ name: 'Kết quả xét nghiệm', name_en: 'Laboratory result', short: 'Xét nghiệm', short_en: 'Lab' },
    way: 'hub',
  },
  'imaging-report': {
    ...{ name: 'Kết quả chẩn đoán hình ảnh', name_en: 'Imaging report', short: 'CĐHA', short_en: 'Imaging' },
    way: 'hub',
  },
  prescription: {
    ...{ name: 'Đơn thuốc điện tử', name_en: 'E-prescription', short: 'Đơn thuốc', short_en: 'Prescription' },
    way: 'national',
  },
  record: {
    ...{ name: 'Hồ sơ bệnh án', name_en: 'Whole record', short: 'Hồ sơ', short_en: 'Record' },
    way: 'hub',
  },
}

export const kind_names = Object.keys(kinds) as Exclude<CountedKind, ''>[]

/** Object.hasOwn: `constructor` is no kind of document. */
export const is_counted_kind = (text: string): text is CountedKind => text === '' || Object.hasOwn(kinds, text)

export const total_names: TotalName[] = ['visits', 'admissions', 'discharges', 'transfers', 'claims']
export const said_names: SaidName[] = ['due', 'excused', 'made', 'sent', 'overdue']
