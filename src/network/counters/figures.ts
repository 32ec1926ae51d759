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
  stay_days: {
    ...{ name: 'Ngày điều trị của người ra viện', name_en: 'Days of stay of who left' },
    says: 'Cộng ngày nằm viện của các đợt nội trú kết thúc trong ngày: ngày ra trừ ngày vào, vào ra trong một ngày tính 1. Người còn nằm chưa tính. Bản cũ của phần mềm cơ sở chưa báo số này: khi đó là “chưa báo”, không phải 0.',
    says_en:
      'Days in bed of the inpatient stays that ended in the day: the day of leaving less the day of coming, within one day 1. Who still lies there is not counted yet. Older programs at facilities do not tell it: then it is “not told”, not 0.',
    ...{ source: own_record, source_en: own_record_en },
  },
  claims: {
    ...{ name: 'Hồ sơ đề nghị thanh toán BHYT', name_en: 'Insurance claims' },
    says: 'Số hồ sơ BHYT của các lượt kết thúc trong ngày. Số độc lập là số cổng giám định BHYT đã nhận, do Sở nhập theo văn bản của BHXH, có ngày, nguồn và người nhập; nhiều hơn số lượt có BHYT (và lượt chưa ghi đối tượng) là lệch. Chưa ai nhập thì ghi “chưa có”, không phải 0.',
    says_en:
      'Insurance claims of visits that ended in the day. The independent number is what the insurance’s portal took, entered by the Department from a paper of the insurance, with date, source and name; more than the insured (and unstated) visits is a gap. Where nobody entered it, it is “not there”, not 0.',
    ...{
      source: 'Cổng giám định BHYT, Sở nhập; hoặc phần mềm thanh toán của cơ sở',
      source_en: 'The insurance’s portal, entered by the Department; or the facility’s billing system',
    },
  },
  voided: {
    ...{ name: 'Lượt ghi nhầm, hủy', name_en: 'Visits entered in error' },
    says: 'Lượt từng tính vào ngày này, nay hồ sơ ghi là ghi nhầm (entered-in-error) hoặc đã hủy. Lượt vẫn còn trong hồ sơ, nên không phải là chỗ lệch.',
    says_en:
      'Visits once counted on this day that the record now calls entered in error or cancelled. They stay in the record, so this is no gap.',
    ...{ source: own_record, source_en: own_record_en },
  },
  moved: {
    ...{ name: 'Lượt đổi ngày, mở lại', name_en: 'Visits put on another day' },
    says: 'Lượt từng tính vào ngày này, nay hồ sơ ghi kết thúc ngày khác hoặc đã mở lại. Không phải là chỗ lệch.',
    says_en: 'Visits once counted on this day whose end was put right to another, or that were opened again. No gap.',
    ...{ source: own_record, source_en: own_record_en },
  },
  removed: {
    ...{ name: 'Lượt bị xóa', name_en: 'Visits removed' },
    says: 'Lượt từng kết thúc trong ngày, nay không còn trong hồ sơ và không có lý do. Trục còn so số lượt với lần báo cao nhất đã ký của chính ngày đó: số nào nói nhiều lượt mất hơn thì lấy số ấy. Sửa đúng: khôi phục lượt rồi ghi nhầm (entered-in-error). Gộp hai hồ sơ của một người không làm mất lượt. Ngày đã quá hạn sửa thì không so được nữa.',
    says_en:
      'Visits that had ended on the day and are not in the record any more, without a reason. The hub also compares with the most that was signed of the day; the larger loss counts. To put it right: restore the visit, then mark it entered in error. Joining two charts of one person removes none. A day too old to be put right is compared no more.',
    ...{
      source: 'Hồ sơ của cơ sở, so với các báo cáo đã ký',
      source_en: 'The facility’s records, beside its signed reports',
    },
  },
  admissions_changed: {
    ...{ name: 'Vào viện ghi nhầm, đổi ngày', name_en: 'Admissions put right' },
    says: 'Đợt nội trú từng tính là bắt đầu trong ngày, nay ghi nhầm, hủy, đổi ngày vào hoặc đổi sang ngoại trú.',
    says_en: 'Stays once counted as begun on the day, now in error, cancelled, on another day, or no inpatient stay.',
    ...{ source: own_record, source_en: own_record_en },
  },
  admissions_removed: {
    ...{ name: 'Vào viện bị xóa', name_en: 'Admissions removed' },
    says: 'Đợt nội trú từng bắt đầu trong ngày, nay không còn trong hồ sơ và không có lý do. So như lượt bị xóa.',
    says_en: 'Stays that had begun on the day and are gone without a reason; compared as removed visits are.',
    ...{
      source: 'Hồ sơ của cơ sở, so với các báo cáo đã ký',
      source_en: 'The facility’s records, beside its signed reports',
    },
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
  stray: {
    ...{ name: 'Của lượt ghi nhầm, đổi ngày', name_en: 'Of visits put right' },
    says: 'Trong số đã gửi: trang của lượt mà hồ sơ nay ghi là ghi nhầm, hủy, đổi ngày hoặc mở lại. Không tính là đã gửi cho lượt khác.',
    says_en:
      'Of what was sent: pages of visits that are now in error, cancelled, on another day or open again; they make good for no other.',
    ...{ source: own_outbox, source_en: own_outbox_en },
  },
  acknowledged: {
    ...{ name: 'Có trả lời lưu lại', name_en: 'Answers held' },
    says: 'Đơn thuốc mà cơ sở còn giữ mã đơn và câu trả lời của Hệ thống đơn thuốc quốc gia. Đã gửi nhiều hơn số này là lệch. Trục không thấy hệ thống quốc gia, nên đây là lời của cơ sở; thanh tra xem được từng câu trả lời.',
    says_en:
      'Prescriptions of which the facility holds code and answer of the national system. More sent than this is a gap. The hub cannot see the national system: this is the facility’s word, and an inspector can look at each answer.',
    ...{
      source: 'Câu trả lời của Hệ thống đơn thuốc quốc gia, cơ sở giữ',
      source_en: 'The national system’s answers, held by the facility',
    },
  },
  taken: {
    ...{ name: 'Trục đã nhận', name_en: 'Taken by the hub' },
    says: 'Số giấy tờ trục đã kiểm chữ ký, nhận và cấp biên nhận; bản bị thay thế không tính. Đơn thuốc đi hai đường: đủ hay thiếu tính theo Hệ thống đơn thuốc quốc gia, số trục nhận chỉ để biết và không cộng vào tổng của báo cáo.',
    says_en:
      'Documents whose signatures the hub verified and which it receipted; replaced ones do not count. Prescriptions go two ways: whether they are complete is judged by the national system; what the hub took of them is shown only, and not added to the totals of reports.',
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

export const total_names: TotalName[] = [
  ...(['visits', 'admissions', 'discharges', 'transfers', 'stay_days', 'claims'] as const),
  ...(['voided', 'moved', 'removed', 'admissions_changed', 'admissions_removed'] as const),
]
export const said_names: SaidName[] = ['due', 'excused', 'made', 'sent', 'overdue', 'stray', 'acknowledged']
