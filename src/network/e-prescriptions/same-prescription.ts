import type { NationalSale } from '../../standards/e-prescription/index.ts'
import { is_record } from './answer.ts'

const plain = (value: unknown): string =>
  typeof value === 'string'
    ? value.normalize('NFC').trim().toLowerCase()
    : typeof value === 'number'
      ? String(value)
      : ''

const lines_of = (value: unknown): string[] =>
  (is_record(value) && Array.isArray(value['thong_tin_don_thuoc']) ? value['thong_tin_don_thuoc'] : [])
    .filter(is_record)
    .map((line) =>
      ['ma_thuoc', 'biet_duoc', 'ten_thuoc', 'don_vi_tinh', 'so_luong', 'cach_dung']
        .map((name) => plain(line[name]))
        .join('|'),
    )
    .sort()

const heads = [
  'ma_don_thuoc',
  'loai_don_thuoc',
  'ho_ten_benh_nhan',
  'ngay_sinh_benh_nhan',
  'gioi_tinh',
  'ngay_gio_ke_don',
]

/** Whether what the other side has under a code is what was sent: person, time and every line; not what it added. */
export const is_same_prescription = (sent: unknown, read: unknown): boolean =>
  is_record(sent) &&
  is_record(read) &&
  heads.every((name) => plain(sent[name]) === plain(read[name])) &&
  JSON.stringify(lines_of(sent)) === JSON.stringify(lines_of(read))

type ReadSale = { invoice: string; pharmacy: string; lines: { drug: string; quantity: number }[] }

/** Wherever an answer holds sales with the invoice and the pharmacy of each: QĐ 808 names those two when it is told, not what it tells. */
const sales_in = (value: unknown): ReadSale[] => {
  if (Array.isArray(value)) return value.flatMap(sales_in)
  if (!is_record(value)) return []
  const { ma_hoa_don: invoice, ma_co_so_cung_ung_thuoc: pharmacy, thong_tin_thuoc: lines } = value
  if (typeof invoice !== 'string' || typeof pharmacy !== 'string') return Object.values(value).flatMap(sales_in)
  const sold = (Array.isArray(lines) ? lines : []).filter(is_record).map((line) => ({
    drug: plain(line['ma_thuoc_da_ke_don']),
    quantity: Number(line['so_luong_ban'] ?? 0) || 0,
  }))
  return [{ invoice: plain(invoice), pharmacy: plain(pharmacy), lines: sold }]
}

const same_lines = ({ lines }: ReadSale, sale: NationalSale): boolean =>
  lines.length === sale.thong_tin_thuoc.length &&
  sale.thong_tin_thuoc.every(({ ma_thuoc_da_ke_don, so_luong_ban }) =>
    lines.some(({ drug, quantity }) => drug === plain(ma_thuoc_da_ke_don) && quantity === so_luong_ban),
  )

/**
 * Whose sale an invoice is that the other side has already. ours: it names this invoice, this pharmacy and these quantities;
 * others: it names sales, and none is ours; unsaid: what is read back tells no sale with its invoice and pharmacy.
 */
export const whose_sale = (sale: NationalSale, read: unknown): 'ours' | 'others' | 'unsaid' => {
  const sales = sales_in(read)
  if (sales.length === 0) return 'unsaid'
  const [invoice, pharmacy] = [plain(sale.ma_hoa_don), plain(sale.ma_co_so_cung_ung_thuoc)]
  return sales.some((one) => one.invoice === invoice && one.pharmacy === pharmacy && same_lines(one, sale))
    ? 'ours'
    : 'others'
}

/** Sold so far of each drug, where the other side says it. */
export const sold_of = (read: unknown): Map<string, number> => {
  const sold = new Map<string, number>()
  const lines = is_record(read) && Array.isArray(read['thong_tin_don_thuoc']) ? read['thong_tin_don_thuoc'] : []
  for (const line of lines.filter(is_record)) {
    const code = String(line['ma_thuoc'])
    sold.set(code, (sold.get(code) ?? 0) + (Number(line['so_luong_ban'] ?? 0) || 0))
  }
  return sold
}
