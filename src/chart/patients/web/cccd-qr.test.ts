import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_cccd_qr } from './cccd-qr.ts'

test('a scanned card fills number, name, birth, sex and address', () =>
  assert.deepEqual(
    read_cccd_qr('024168001234|121212121|Nguyễn Thị Hương|12031968|Nữ|Thôn 5, Xã A, Bắc Ninh|01052021'),
    {
      number: '024168001234',
      name: 'Nguyễn Thị Hương',
      birth_date: '1968-03-12',
      gender: 'female',
      address: 'Thôn 5, Xã A, Bắc Ninh',
    },
  ))

test('without an old number the places stay', () =>
  assert.equal(read_cccd_qr('024068001234||Trần Văn Bình|01011968|Nam|Xã B|01052021')?.name, 'Trần Văn Bình'))

test('what a hand types is not a card', () => {
  assert.equal(read_cccd_qr('024068001234'), undefined)
  assert.equal(read_cccd_qr('a|b|c|d|e|f'), undefined)
})
