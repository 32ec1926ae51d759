import type { Gap } from './contract.ts'

type GapFacts = { name: string; name_en: string; says: string; says_en: string }

/** When two sources do not agree, in words for everybody who is judged by it; the rule itself is judge.ts. */
export const gap_kinds: Record<Gap['what'], GapFacts> = {
  missing: {
    ...{ name: 'Thiếu', name_en: 'Missing' },
    says: 'Phải gửi, không được giữ lại, mà trục chưa nhận: sau khi ngày khép sổ thì mọi giấy tờ chưa tới; trong ngày thì chỉ giấy tờ chính cơ sở ghi là quá hạn. Trang của lượt ghi nhầm, đổi ngày không bù được cho lượt khác.',
    says_en:
      'Due, not excused and not taken: once the day is closed all that is not there; before, what the facility itself calls overdue. A page of a visit that was put right makes good for no other.',
  },
  removed: {
    ...{ name: 'Mất lượt, mất đợt vào viện', name_en: 'Removed' },
    says: 'Số lượt (hoặc vào viện) cộng số đã sửa đúng cách (ghi nhầm, hủy, đổi ngày, mở lại) nhỏ hơn lần báo cao nhất cơ sở đã ký cho ngày đó, hoặc chính cơ sở thấy lượt đã kết thúc không còn trong hồ sơ. Nêu cả hai số. Lượt bị xóa hết mọi dấu vết trước lần đếm đầu tiên (8 phút) thì không thấy được.',
    says_en:
      'Visits (or admissions) with what was put right (in error, cancelled, another day, opened again) are fewer than the most that was signed of the day, or the facility itself finds an ended visit gone. Both numbers are named. One whose every trace is wiped out before the first count (8 minutes) cannot be seen.',
  },
  unbacked: {
    ...{ name: 'Gửi nhiều hơn phải gửi', name_en: 'More sent than due' },
    says: 'Cả cơ sở và trục đều nói đã gửi nhiều hơn số phải gửi: hồ sơ không còn lượt của giấy tờ đã gửi.',
    says_en: 'Both sides say that more was sent than is due: the record has no visit for papers that left.',
  },
  inflated: {
    ...{ name: 'Khai gửi thừa', name_en: 'Inflated' },
    says: 'Cơ sở nói đã gửi nhiều hơn số trục có biên nhận. Xét ngay trong ngày.',
    says_en: 'The facility says it sent more than the hub has receipts of. Judged at once.',
  },
  unsaid: {
    ...{ name: 'Khai gửi thiếu', name_en: 'Unsaid' },
    says: 'Ngày đã khép sổ mà trục nhận nhiều hơn số cơ sở nói đã gửi.',
    says_en: 'The day is closed and the hub took more than the facility says it sent.',
  },
  outdone: {
    ...{ name: 'Nguồn khác đếm nhiều hơn', name_en: 'Others counted more' },
    says: 'Số độc lập (hồ sơ BHYT cổng giám định đã nhận; lượt, vào viện, ra viện theo báo cáo khác) lớn hơn số cơ sở báo. Hồ sơ BHYT so với lượt có BHYT và lượt chưa ghi đối tượng. Nhỏ hơn thì không phải là lệch, vì không nguồn nào biết hết. Chưa ai nhập thì không so.',
    says_en:
      'An independent number (claims the insurance’s portal took; visits, admissions, discharges of another report) is larger than what the facility says. Claims are compared with insured and unstated visits. A smaller one is no gap: nobody else knows of all. Where nobody entered one, nothing is compared.',
  },
  unproven: {
    ...{ name: 'Gửi mà không giữ trả lời', name_en: 'No answers held' },
    says: 'Đơn thuốc báo đã gửi nhiều hơn số câu trả lời của Hệ thống đơn thuốc quốc gia mà cơ sở còn giữ.',
    says_en: 'More prescriptions said to be sent than answers of the national system that the facility holds.',
  },
  understated: {
    ...{ name: 'Khai phải gửi ít', name_en: 'Understated' },
    says: 'Số sổ sức khỏe phải gửi ít hơn số lượt, hoặc hồ sơ BHYT cơ sở tự báo nhiều hơn số lượt.',
    says_en: 'Fewer health-book pages due than visits, or more claims by the facility’s own word than visits.',
  },
  silent: {
    ...{ name: 'Mất tín hiệu', name_en: 'Silent' },
    says: 'Không báo số liệu lâu hơn ngưỡng của Sở, tính từ lần báo cuối; cơ sở chưa báo lần nào thì tính từ ngày được kết nạp. Cơ sở đã sáp nhập hoặc chấm dứt không tính.',
    says_en:
      'No figures for longer than the Department allows, from the last word; of one that never spoke, from its admission. A facility that is merged or closed is not waited for.',
  },
}
