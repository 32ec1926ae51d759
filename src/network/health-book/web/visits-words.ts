import { words_of } from '../../../base/ui/index.ts'
import type { NationalTray, RefusalClass } from '../contract.ts'

const vi = {
  title: 'Sổ sức khỏe lên cổng BHYT',
  note: 'Mỗi lượt kết thúc đi một hồ sơ đã ký (bảng 1, 2, 3, 4, 8 của QĐ 130/4750/3176) tới cổng BHYT; cổng đưa lên VNeID.',
  trays: { open: 'Cần sửa', waiting: 'Đang chờ', late: 'Quá hạn', sent: 'Cổng đã nhận' } as Record<
    NationalTray,
    string
  >,
  trays_label: 'Khay hồ sơ',
  none: {
    open: 'Không có lượt nào cần sửa',
    waiting: 'Không có lượt nào đang chờ',
    late: 'Không có lượt nào quá hạn',
    sent: 'Cổng chưa nhận lượt nào',
  } as Record<NationalTray, string>,
  none_note: {
    open: 'Lượt bị cổng từ chối, hoặc thiếu điều cổng bắt buộc, nằm ở đây cho tới khi có người sửa.',
    waiting: 'Lượt vừa kết thúc đi trong vài giây; khi cổng bận thì chờ ở đây và tự gửi lại.',
    late: 'Lượt mà cổng chưa có sau hạn nằm ở đây, kể từ lượt cũ nhất.',
    sent: 'Mã giao dịch của cổng hiện ở đây.',
  } as Record<NationalTray, string>,
  off: 'Cơ sở chưa nối với cổng BHYT',
  off_note: 'Quản trị (IT) đặt địa chỉ và tài khoản ở trang Kết nối liên thông; các lượt đã kết thúc sẽ tự đi.',
  due: (hours: number, source: string) => `Hạn ${hours} giờ sau khi lượt kết thúc. Căn cứ: ${source}`,
  person: 'Người bệnh',
  ended: 'Kết thúc lượt',
  standing: 'Tình trạng',
  acts: 'Việc',
  states: {
    none: 'không gửi',
    off: 'chưa nối cổng',
    waiting: 'đang chờ',
    sent: 'cổng đã nhận',
    failed: 'cần sửa',
    unknown: 'chưa rõ',
  } as Record<string, string>,
  late: 'quá hạn',
  version: (sent: number, all: number) =>
    sent === all
      ? `bản ${all}`
      : sent === 0
        ? `đã lập bản ${all}, cổng chưa nhận`
        : `cổng có bản ${sent}, đã lập bản ${all}`,
  receipt: (number: string, at: string) => `mã giao dịch ${number}, nhận ${at}`,
  seen: (at: string) => `thấy trên VNeID ${at}`,
  who: {
    record: 'Người ghi hồ sơ sửa, rồi hồ sơ tự đi',
    account: 'Quản trị (IT) sửa tài khoản; hồ sơ tự gửi lại',
    setting: 'Quản trị (IT) sửa đường dẫn, mã cơ sở; hồ sơ tự gửi lại',
    size: 'Quản trị (IT): tệp quá lớn với cổng',
    hours: 'Ngoài giờ nhận của cổng; tự gửi lại',
    portal: 'Cổng đang bận; tự gửi lại',
    lost: 'Tra mã đợt trên trang cổng rồi ghi kết quả',
    unknown: 'Cổng trả lời mã lạ: tra trên trang cổng',
  } as Record<RefusalClass, string>,
  mend: {
    person: 'Sửa hành chính',
    chart: 'Mở bệnh án',
    settings: 'quản trị (IT) đặt ở trang Kết nối liên thông',
  },
  more_faults: (count: number) => `và ${count} lỗi nữa`,
  again: 'Lập lại và gửi',
  again_done: 'Đang lập lại hồ sơ từ bệnh án hiện nay',
  taken: 'Cổng đã có…',
  refused: 'Cổng báo lỗi…',
  taken_title: 'Đã thấy hồ sơ trên cổng',
  taken_note: 'Ghi mã giao dịch đọc được trên trang cổng. Hồ sơ sẽ không gửi lại nữa.',
  refused_title: 'Cổng báo lỗi sau khi nhận',
  refused_note:
    'Cổng xét từng trường trong vòng 48 giờ và báo trên trang của cổng. Chép lời báo lỗi để người sửa biết.',
  receipt_field: 'Mã giao dịch',
  reason_field: 'Đã thấy gì trên cổng',
  save: 'Ghi lại',
  saved: 'Đã ghi',
  /** Seen on the phone. */
  seen_title: 'Đã xem trên VNeID',
  seen_note: 'Người bệnh mở sổ trên điện thoại cho xem. Chỉ ghi ai xem, lúc nào, xem gì; không chép nội dung.',
  seen_none: 'Chưa ai ghi đã xem',
  seen_add: 'Ghi đã xem…',
  seen_visit: 'Ghi cho lượt',
  seen_about: 'Thấy trang của lượt nào (nếu là của cơ sở ta)',
  seen_about_none: 'Không phải trang của cơ sở ta',
  seen_what: 'Đã xem gì',
  seen_what_hint: 'Một vài chữ, ví dụ: đơn thuốc, giấy ra viện, tiêm chủng',
  seen_line: (what: string, actor: string, at: string) => `${what} – ${actor}, ${at}`,
  seen_saved: 'Đã ghi',
  no_visit: 'Người bệnh chưa có lượt khám nào ở cơ sở để ghi kèm',
  open_visit: 'đang khám',
}

type VisitsWords = typeof vi

const en: VisitsWords = {
  title: 'Health book to the insurance portal',
  note: 'Each visit that ends sends one signed file (tables 1, 2, 3, 4, 8 of QĐ 130/4750/3176) to the insurance portal, which shows it on VNeID.',
  trays: { open: 'To mend', waiting: 'Waiting', late: 'Late', sent: 'Taken' },
  trays_label: 'Trays',
  none: {
    open: 'Nothing to mend',
    waiting: 'Nothing waits',
    late: 'Nothing is late',
    sent: 'The portal has taken nothing yet',
  },
  none_note: {
    open: 'Visits the portal refused, or that lack what it demands, lie here until somebody mends them.',
    waiting: 'A visit leaves within seconds of its end; while the portal is busy it waits here and goes by itself.',
    late: 'Visits the portal does not have after their time, the oldest first.',
    sent: 'The portal’s numbers stand here.',
  },
  off: 'Not connected to the insurance portal',
  off_note:
    'The administrator sets address and account on the page of connections; visits that ended leave by themselves.',
  due: (hours, source) => `Due ${hours} hours after the end of a visit. Basis: ${source}`,
  person: 'Person',
  ended: 'Visit ended',
  standing: 'Standing',
  acts: 'Acts',
  states: {
    none: 'not sent',
    off: 'no portal',
    waiting: 'waiting',
    sent: 'taken',
    failed: 'to mend',
    unknown: 'unknown',
  },
  late: 'late',
  version: (sent, all) =>
    sent === all
      ? `version ${all}`
      : sent === 0
        ? `version ${all} made, none taken`
        : `the portal has ${sent} of ${all}`,
  receipt: (number, at) => `number ${number}, taken ${at}`,
  seen: (at) => `seen on VNeID ${at}`,
  who: {
    record: 'Whoever writes the record mends it; then it goes by itself',
    account: 'The administrator mends the account; it goes again by itself',
    setting: 'The administrator mends paths and codes; it goes again by itself',
    size: 'The administrator: too large for the portal',
    hours: 'Outside the portal’s hours; it goes again by itself',
    portal: 'The portal is busy; it goes again by itself',
    lost: 'Look the visit up on the portal and write down what stands there',
    unknown: 'The portal gave a code no guide tells: look there',
  },
  mend: { person: 'Correct the person', chart: 'Open the chart', settings: 'set by the administrator (connections)' },
  more_faults: (count) => `and ${count} more`,
  again: 'Make and send again',
  again_done: 'Being made again from the record as it stands',
  taken: 'The portal has it…',
  refused: 'The portal found a fault…',
  taken_title: 'Seen on the portal',
  taken_note: 'Write the number the portal’s page shows. The file is not sent again.',
  refused_title: 'A fault after it was taken',
  refused_note:
    'The portal judges fields within 48 hours and says so on its own page. Copy its words for whoever mends it.',
  receipt_field: 'Number',
  reason_field: 'What the portal shows',
  save: 'Save',
  saved: 'Saved',
  seen_title: 'Seen on VNeID',
  seen_note: 'The person showed the book on the phone. Only who, when and what is written down; nothing is copied.',
  seen_none: 'Nobody has written this down yet',
  seen_add: 'Write down…',
  seen_visit: 'At which visit',
  seen_about: 'Which visit’s page was seen (if it is ours)',
  seen_about_none: 'Not a page of ours',
  seen_what: 'What was seen',
  seen_what_hint: 'A word or two: prescription, discharge paper, vaccinations',
  seen_line: (what, actor, at) => `${what} – ${actor}, ${at}`,
  seen_saved: 'Saved',
  no_visit: 'No visit here to keep it with',
  open_visit: 'under way',
}

export const use_words = words_of<VisitsWords>(vi, en)
