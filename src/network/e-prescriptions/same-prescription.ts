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
