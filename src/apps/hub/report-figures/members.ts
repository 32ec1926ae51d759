import { list_directory_on, type FacilityOn } from '../../../network/membership/index.ts'
import type { FigureSource, Period } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column } from './as-of.ts'

const kind_words: Record<FacilityOn['kind'], string> = {
  ...{ hospital: 'Bệnh viện', station: 'Trạm y tế', clinic: 'Phòng khám', pharmacy: 'Nhà thuốc', authority: 'Cơ quan' },
}

const standing = async (sql: Sql, period: Period): Promise<FacilityOn[]> =>
  (await list_directory_on(sql, as_of(period))).filter(({ kind }) => kind !== 'authority' && kind !== 'pharmacy')

export const members: FigureSource = {
  source: 'Danh bạ và danh sách thành viên của trục',
  query: 'membership/list-directory-on',
  tells: ['co_so.danh_ba', 'co_so.tham_gia'],
  async ask(sql, period) {
    const found = await standing(sql, period)
    const joined = found.filter(({ is_member }) => is_member)
    return { figures: { 'co_so.danh_ba': found.length, 'co_so.tham_gia': joined.length } }
  },
  async rows(sql, period, figure) {
    const found = await standing(sql, period)
    return {
      columns: [facility_column, column('Mã', 'text'), column('Loại', 'text', 1.5), column('Thành viên', 'text', 1.5)],
      rows: found
        .filter(({ is_member }) => figure !== 'co_so.tham_gia' || is_member)
        .map(({ code, name, kind, is_member }) => ({
          cells: [name, code, kind_words[kind], is_member ? 'tham gia trục' : 'chưa tham gia'],
          path: `/so/co-so/${code}`,
        })),
      more: 0,
    }
  },
}
