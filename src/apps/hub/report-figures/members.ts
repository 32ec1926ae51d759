import { list_directory } from '../../../network/membership/index.ts'
import type { FigureSource } from '../../../network/oversight-reports/index.ts'

export const members: FigureSource = {
  source: 'Danh bạ và danh sách thành viên của trục',
  query: 'membership/list-directory',
  tells: ['co_so.danh_ba', 'co_so.tham_gia'],
  async ask(sql, { counted_to }) {
    const standing = (await list_directory(sql, {})).filter(
      ({ kind, valid_to }) =>
        kind !== 'authority' && kind !== 'pharmacy' && (valid_to === null || valid_to >= counted_to),
    )
    const joined = standing.filter(({ membership }) => membership === 'approved')
    return { figures: { 'co_so.danh_ba': standing.length, 'co_so.tham_gia': joined.length } }
  },
}
