import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_directory_table } from './read-directory-table.ts'

const read = (text: string) => read_directory_table(Buffer.from(text), 'danh-ba.csv')

test('a list as a Sở keeps it: Vietnamese heads, kinds in words, a day as it is written', () => {
  const { facilities, faults } = read(
    'Mã;Tên cơ sở;Loại;Tỉnh;Xã;Từ ngày\n24160;Trạm Y tế xã Tân Dĩnh;Trạm Y tế;Bắc Ninh;Tân Dĩnh;01/07/2025\n',
  )
  assert.deepEqual(faults, [])
  assert.equal(facilities.length, 1)
  const [one] = facilities
  assert.deepEqual([one?.code, one?.kind, one?.valid_from], ['24160', 'station', '2025-07-01'])
  assert.deepEqual(one?.address, { ward: 'Tân Dĩnh', province: 'Bắc Ninh' })
})

test('every fault is told with its line; a code twice is one', () => {
  const { faults } = read(
    [
      'code,name,kind,gln',
      '24,Thiếu số,hospital,',
      '24161,,hospital,',
      '24162,Sai loại,spa,',
      '24163,Sai GLN,clinic,123',
      '24164,Một,clinic,',
      '24164,Hai,clinic,',
    ].join('\n'),
  )
  assert.deepEqual(
    faults.map((fault) => fault.slice(0, 6)),
    ['Dòng 2', 'Dòng 3', 'Dòng 4', 'Dòng 5', 'Dòng 7'],
  )
  assert.match(read('name\nA\n').faults[0] ?? '', /Thiếu cột: code hoặc mã/)
})
