import { words_of } from '../../../base/ui/index.ts'
import type { RuleName } from '../contract.ts'

type Named = Record<RuleName, string>

const vi = {
  title: 'Ngưỡng theo dõi',
  note: 'Dùng cho mọi cơ sở như nhau, ở trục và ở máy chủ của cơ sở. Ngày chưa khép được xét lại ngay theo ngưỡng mới.',
  lead_only: 'Lãnh đạo Sở đổi ngưỡng; ở đây chỉ xem.',
  names: {
    silent_after_min: 'Mất tín hiệu sau',
    grace_min: 'Chờ thêm sau nửa đêm',
    days_back_max: 'Sửa lại được số liệu của',
    open_days_max: 'Theo dõi việc mở giấy trong',
    proof_days: 'Bước Liên thông xong khi đủ liền',
  } as Named,
  means: {
    silent_after_min: 'Cơ sở không gửi số liệu lâu hơn thời gian này thì chuyển đỏ, dù số liệu trước đó đủ.',
    grace_min: 'Giấy tờ của một ngày còn được chờ đến khi hết ngày và thêm thời gian này; sau đó là thiếu, trễ.',
    days_back_max: 'Ngày cũ hơn số ngày này đã khép: số liệu sửa lại không được nhận.',
    open_days_max: 'Giấy đã chuyển mà quá số ngày này chưa mở thì thôi không đếm tiếp.',
    proof_days:
      'Cơ sở báo xong bước Liên thông khi trục đếm đủ giấy tờ của từng ấy ngày liền trước đó và cơ sở không mất tín hiệu; bước Thí điểm khi từng ấy ngày đều có số liệu.',
  } as Named,
  minutes: 'phút',
  days: 'ngày',
  hours: (hours: string) => `${hours} giờ`,
  first: 'Ban đầu',
  range: 'Cho phép',
  last: 'Đổi lần cuối',
  never: 'chưa đổi lần nào',
  change: 'Đổi',
  change_title: (name: string) => `Đổi ngưỡng: ${name}`,
  value: (unit: string) => `Mức mới (${unit})`,
  reason: 'Lý do',
  reason_hint: 'Được ghi lại cùng tên người đổi, mọi người của Sở xem được.',
  save: 'Đổi ngưỡng',
  saved: 'Đã đổi ngưỡng',
  past: (count: number) => `${count} lần đổi`,
}

const en: typeof vi = {
  title: 'Thresholds',
  note: 'The same for every facility, at the hub and at its own server. Days still open are judged anew at once.',
  lead_only: 'The head of the Department changes them; here they are shown.',
  names: {
    silent_after_min: 'Silent after',
    grace_min: 'Wait after midnight',
    days_back_max: 'Figures may be put right for',
    open_days_max: 'Opening is watched for',
    proof_days: 'Exchange is done after',
  },
  means: {
    silent_after_min: 'A facility without a word for longer turns red, however complete it was before.',
    grace_min: 'Documents of a day are waited for until it ends and so long after; then they are missing or late.',
    days_back_max: 'An older day is closed: corrected figures are not taken.',
    open_days_max: 'A delivery nobody opened for longer is not watched any more.',
    proof_days:
      'A facility may call the step “exchange” done when so many days in a row before it were whole and it is not silent; “pilot” when each of so many days has figures.',
  },
  minutes: 'minutes',
  days: 'days',
  hours: (hours) => `${hours} h`,
  first: 'At first',
  range: 'Allowed',
  last: 'Last change',
  never: 'never changed',
  change: 'Change',
  change_title: (name) => `Change: ${name}`,
  value: (unit) => `New value (${unit})`,
  reason: 'Reason',
  reason_hint: 'Kept with the name of who changed it; everybody of the Department can see it.',
  save: 'Change',
  saved: 'Changed',
  past: (count) => `${count} changes`,
}

export const use_rule_words = words_of(vi, en)
