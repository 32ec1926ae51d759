import { join_prescribing } from '../../../network/activity/index.ts'
import { find_counted_at, sum_prescribing } from '../../../network/monitor/index.ts'
import type { FigureRows, FigureSource, Period } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { column, facility_column, names_of, share_of } from './as-of.ts'
import { newest, in_period, register_source } from './of-register.ts'

const read = async (sql: Sql, period: Period) => {
  const joined = join_prescribing(await sum_prescribing(sql, period.from, period.counted_to))
  const codes = [...joined.houses.map(({ facility }) => facility), ...joined.pharmacies.map(({ pharmacy }) => pharmacy)]
  return { ...joined, name: await names_of(sql, codes, period) }
}

type House = Awaited<ReturnType<typeof read>>['houses'][number]

const house_cells = ({ signed, national, missing, named, handed, returned, waiting }: House) => [
  ...[signed, national, missing, named, handed, returned, waiting],
]

/** The houses behind a figure. */
const rows_of: Record<string, (house: House) => boolean> = {
  'don_thuoc.da_ky': ({ signed }) => (signed ?? 0) > 0,
  'don_thuoc.quoc_gia': ({ national }) => (national ?? 0) > 0,
  'don_thuoc.thieu': ({ missing }) => missing > 0,
  'don_thuoc.nha_thuoc': ({ named }) => named > 0,
  'don_thuoc.da_ban': ({ handed }) => handed > 0,
  'don_thuoc.tra_lai': ({ returned }) => returned > 0,
  'don_thuoc.chua_lay': ({ waiting }) => waiting > 0,
}
const by_hub = ['don_thuoc.nha_thuoc', 'don_thuoc.da_ban', 'don_thuoc.tra_lai', 'don_thuoc.chua_lay', 'ban_thuoc']

/** Prescribing and the sale of prescriptions (MON-26): what houses sign, and what the hub has receipts of. */
const counted: FigureSource = {
  source: 'Số đếm có chữ ký của cơ sở; biên nhận của trục với nhà thuốc người bệnh chọn',
  query: 'monitor/sum-prescribing',
  tells: ['don_thuoc', 'ban_thuoc', 'don_thuoc.ty_le', ...Object.keys(rows_of)],
  async ask(sql, period) {
    const { total, houses, pharmacies, name } = await read(sql, period)
    if (houses.length === 0) return {}
    const at = await find_counted_at(sql, period.from, period.counted_to)
    const { named, handed, returned, waiting } = total
    return {
      figures: {
        ...{ 'don_thuoc.da_ky': total.signed, 'don_thuoc.quoc_gia': total.national },
        ...{ 'don_thuoc.ty_le': share_of(total.national, total.signed), 'don_thuoc.thieu': total.missing },
        ...{ 'don_thuoc.nha_thuoc': named, 'don_thuoc.da_ban': handed },
        ...{ 'don_thuoc.tra_lai': returned, 'don_thuoc.chua_lay': waiting },
      },
      tables: {
        don_thuoc: { rows: houses.map((one) => [name(one.facility), ...house_cells(one)]) },
        ban_thuoc: {
          rows: pharmacies.map((one) => [
            ...[name(one.pharmacy), one.named, one.handed, one.returned, one.waiting],
            share_of(one.handed, one.named),
          ]),
        },
      },
      counted_at: Object.fromEntries(
        counted.tells.map((one) => [one, (by_hub.includes(one) ? at.by_hub : at.by_facilities) ?? '']),
      ),
    }
  },
  async rows(sql, period, figure): Promise<FigureRows> {
    const { houses, pharmacies, name } = await read(sql, period)
    const uses = [column('Gửi nhà thuốc'), column('Đã bán'), column('Trả lại'), column('Chưa lấy')]
    if (figure === 'ban_thuoc')
      return {
        columns: [column('Nhà thuốc', 'text', 3), ...uses],
        rows: pharmacies.map((one) => ({
          cells: [name(one.pharmacy), one.named, one.handed, one.returned, one.waiting],
          path: '/so/hoat-dong/don-thuoc',
        })),
        more: 0,
      }
    return {
      columns: [facility_column, column('Đơn đã ký'), column('Lên quốc gia'), column('Quá hạn'), ...uses],
      rows: houses.filter(rows_of[figure] ?? (() => true)).map((one) => ({
        cells: [name(one.facility), ...house_cells(one)],
        path: `/so/lien-thong/${one.facility}`,
      })),
      more: 0,
    }
  },
}

/** What people looked at beside the counts. */
const looked_at = register_source({
  ...{ kind: 'medicines', name: 'giam_sat_thuoc' },
  facts: {
    ky: { pick: in_period() },
    cap_nhat: { pick: (lines) => newest(lines).filter(({ body }) => body['updated_from_bids'] === true) },
  },
})

export const prescriptions: FigureSource[] = [counted, looked_at]
