import { fault_in } from './check-table.ts'
import { field_of, type TableId } from './definitions.ts'
import type { Fault, Row, VisitTables } from './dossier.ts'

/** đồng: what rounding each line may make of a sum. */
const tolerance = 1

const amount = (row: Row, name: string): number => Number(row[name] || 0)
const total = (rows: Row[], name: string): number => rows.reduce((sum, row) => sum + amount(row, name), 0)
const percent = (row: Row, name: string): number => amount(row, name) / 100

type Sum = { name: string; rule: string; what: string; of: (drugs: Row[], services: Row[]) => number }

const of_both = (name: string, rule: string): Sum => ({
  ...{ name, rule, what: 'tổng các dòng thuốc và dịch vụ' },
  of: (drugs, services) => total(drugs, name) + total(services, name),
})

/** XML1 against the lines (R040–R044, R046). */
const sums: Sum[] = [
  { name: 'T_THUOC', rule: 'R040', what: 'tổng thành tiền thuốc', of: (drugs) => total(drugs, 'THANH_TIEN_BV') },
  {
    ...{ name: 'T_VTYT', rule: 'R041', what: 'tổng thành tiền vật tư' },
    of: (_drugs, services) =>
      total(
        services.filter((row) => row['MA_VAT_TU']),
        'THANH_TIEN_BV',
      ),
  },
  {
    ...{ name: 'T_TONGCHI_BV', rule: 'R042', what: 'tổng thành tiền giá bệnh viện' },
    of: (drugs, services) => total(drugs, 'THANH_TIEN_BV') + total(services, 'THANH_TIEN_BV'),
  },
  {
    ...{ name: 'T_TONGCHI_BH', rule: 'R043', what: 'tổng thành tiền giá BHYT' },
    of: (drugs, services) => total(drugs, 'THANH_TIEN_BH') + total(services, 'THANH_TIEN_BH'),
  },
  ...['T_BNTT', 'T_BNCCT', 'T_NGUONKHAC'].map((name) => of_both(name, 'R044')),
  {
    ...{ name: 'T_BHTT_GDV', rule: 'R046', what: 'tổng quỹ trả của dòng theo giá dịch vụ' },
    of: (drugs, services) =>
      total(
        [...drugs, ...services].filter((row) => row['MA_PTTT'] === '1'),
        'T_BHTT',
      ),
  },
]

const label = (table: TableId, name: string) => field_of(table, name) ?? { name, vi: name }

const check_totals = (visit: Row, drugs: Row[], services: Row[]): Fault[] =>
  sums.flatMap(({ name, rule, what, of }) => {
    const [told, counted] = [amount(visit, name), of(drugs, services)]
    if (Math.abs(told - counted) <= tolerance) return []
    return fault_in({ table: 'XML1', at: 1 }, label('XML1', name), rule, `ghi ${told}, ${what} là ${counted}`)
  })

type Product = { name: string; rule: string; of: (row: Row) => number }

const drug_products: Product[] = [
  { name: 'THANH_TIEN_BV', rule: 'R020', of: (row) => amount(row, 'SO_LUONG') * amount(row, 'DON_GIA') },
  {
    ...{ name: 'THANH_TIEN_BH', rule: 'R021' },
    of: (row) => amount(row, 'SO_LUONG') * amount(row, 'DON_GIA') * percent(row, 'TYLE_TT_BH'),
  },
]
const service_products: Product[] = [
  {
    ...{ name: 'THANH_TIEN_BV', rule: 'R022' },
    of: (row) => amount(row, 'SO_LUONG') * amount(row, 'DON_GIA_BV') * percent(row, 'TYLE_TT_DV'),
  },
  {
    ...{ name: 'THANH_TIEN_BH', rule: 'R023' },
    of: (row) =>
      amount(row, 'SO_LUONG') * amount(row, 'DON_GIA_BH') * percent(row, 'TYLE_TT_DV') * percent(row, 'TYLE_TT_BH'),
  },
]

const check_lines = (table: TableId, rows: Row[], products: Product[]): Fault[] =>
  rows.flatMap((row, i) =>
    products.flatMap(({ name, rule, of }) => {
      const [told, counted] = [amount(row, name), of(row)]
      if (Math.abs(told - counted) <= tolerance) return []
      return fault_in({ table, at: i + 1 }, label(table, name), rule, `ghi ${told}, tính ra ${counted}`)
    }),
  )

/** Money: each line by its own factors, the visit by its lines. */
export const check_sums = (tables: VisitTables): Fault[] => {
  const [visit = {}] = tables.XML1 ?? []
  const [drugs, services] = [tables.XML2 ?? [], tables.XML3 ?? []]
  return [
    ...check_lines('XML2', drugs, drug_products),
    ...check_lines('XML3', services, service_products),
    ...check_totals(visit, drugs, services),
  ]
}
