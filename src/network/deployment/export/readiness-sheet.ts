import type { ReadinessList } from '../readiness/contract.ts'
import type { Sheet, Value } from './sheet.ts'

const unanswered = 'chưa trả lời'

/** One line for each facility: its newest survey by the rule. A group nobody answered says so. */
export const readiness_sheet = ({ rule, rows }: ReadinessList): Sheet => ({
  ...{ what: 'readiness', name: 'Chấm khảo sát' },
  header: [
    ...['Mã', 'Tên đơn vị', 'Ngày khảo sát', 'Quy tắc', 'Điểm', 'Trên', 'Đã trả lời', 'Số câu', 'Tỷ lệ (%)'],
    ...rule.groups.map(({ name }) => `${name} (%)`),
    ...[
      'Mức TT 54 theo khảo sát',
      'Kết luận',
      'Tiêu chí chưa đạt cho mức kế',
      'Tiêu chí chưa trả lời',
      'Mức đã công bố',
      'CV 365: khoản đạt',
      'CV 365: số khoản',
      'CV 365: khoản còn thiếu',
    ],
  ],
  rows: rows.flatMap(({ facility, name, score }): Value[][] => {
    if (!score) return [[facility, name, 'chưa gửi phiếu khảo sát']]
    const { total, level, guide } = score
    const missing = (is_unanswered: boolean): string =>
      level.missing.flatMap((one) => (one.is_unanswered === is_unanswered ? [one.name] : [])).join('; ')
    return [
      [
        ...[facility, name, score.on, rule.id, total.points, total.max, total.answered, total.asked],
        total.percent ?? unanswered,
        ...score.groups.map(({ percent }) => percent ?? unanswered),
        ...[level.level, level.is_sure ? 'đúng mức này' : 'ít nhất mức này', missing(false), missing(true)],
        score.said_level,
        ...[guide.met, guide.asked, guide.missing.map((one) => `${one.clause}: ${one.name}`).join('; ')],
      ],
    ]
  }),
})
