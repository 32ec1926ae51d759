import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NationalSale } from '../../standards/e-prescription/index.ts'
import { whose_sale } from './same-prescription.ts'

const sale: NationalSale = {
  ma_don_thuoc: '24012a1b2c3d-c',
  thong_tin_thuoc: [
    {
      ...{ ma_thuoc_da_ke_don: 'T-1', ma_thuoc: 'T-1', biet_duoc: 'A', ten_thuoc: 'A', don_vi_tinh: 'viên' },
      ...{ so_luong: 15, so_luong_ban: 10, cach_dung: 'uống' },
    },
  ],
  ...{ ma_co_so_cung_ung_thuoc: '01N88', ten_co_so_cung_ung_thuoc: 'Nhà thuốc thử' },
  ...{ so_dien_thoai_co_so_cung_ung_thuoc: '', dia_chi_co_so_cung_ung_thuoc: '', ma_hoa_don: 'HD-1' },
}
/** What is read of a prescription, with the sales as some system might list them. */
const read = (sales: unknown) => ({
  ...{ ma_don_thuoc: '24012a1b2c3d-c', lan_ban: sales },
  thong_tin_don_thuoc: [{ ma_thuoc: 'T-1', so_luong: 15, so_luong_ban: 12 }],
})
const listed = (changes: Record<string, unknown> = {}) => ({
  ...{ ma_hoa_don: 'HD-1', ma_co_so_cung_ung_thuoc: '01N88' },
  thong_tin_thuoc: [{ ma_thuoc_da_ke_don: 'T-1', so_luong_ban: '10' }],
  ...changes,
})

test('enough was sold by somebody: that is no word on whose sale it was', () => {
  assert.equal(whose_sale(sale, read(undefined)), 'unsaid')
  assert.equal(whose_sale(sale, null), 'unsaid')
  assert.equal(
    whose_sale(sale, read([{ ma_hoa_don: 'HD-1' }])),
    'unsaid',
    'an invoice without its pharmacy is anybody’s',
  )
})

test('invoice, pharmacy and quantities say it is ours; one of the three missing, it is another’s', () => {
  assert.equal(whose_sale(sale, read([listed({ ma_hoa_don: 'HD-0' }), listed()])), 'ours')
  assert.equal(whose_sale(sale, read([listed({ ma_co_so_cung_ung_thuoc: '01N99' })])), 'others')
  assert.equal(whose_sale(sale, read([listed({ ma_hoa_don: 'HD-2' })])), 'others')
  const less = [{ ma_thuoc_da_ke_don: 'T-1', so_luong_ban: 4 }]
  assert.equal(whose_sale(sale, read([listed({ thong_tin_thuoc: less })])), 'others')
})
