import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../outcome/index.ts'
import { any_of, day, group, keyed, list, nothing, number, one_of, optional, read_shape } from './index.ts'
import { text, when_absent, whole, yes_or_no } from './index.ts'

type Order = {
  drug: string
  route: 'uống' | 'tiêm'
  count: number
  from?: string
  urgent: boolean
  parts: { code: string; share?: number }[]
  notes: Record<string, string | null>
}
const order = group<Order>('y lệnh', {
  drug: text('tên thuốc', 20),
  route: one_of('đường dùng', ['uống', 'tiêm']),
  count: whole('số lượng'),
  from: optional(day('ngày bắt đầu')),
  urgent: when_absent(yes_or_no('khẩn'), false),
  parts: list('thành phần', group('thành phần', { code: text('mã'), share: optional(number('tỷ lệ', 0, 1)) }), 2),
  notes: keyed('ghi chú', any_of('ghi chú', 'chữ hoặc trống', [text('ghi chú'), nothing])),
})
const right = { drug: 'Paracetamol', route: 'uống', count: 2, parts: [{ code: 'a', share: 0.5 }], notes: { a: null } }

const faults_of = (value: unknown): [string | undefined, string][] => {
  try {
    read_shape(order, value)
  } catch (error) {
    assert.ok(error instanceof Failure)
    assert.equal(error.status, 422)
    return error.issues.map((issue) => [issue.expression, issue.message])
  }
  return []
}

test('what is right is read as it is; what may be left out is absent or has its meaning', () => {
  assert.deepEqual(read_shape(order, right), { ...right, urgent: false })
  assert.ok(!('from' in read_shape(order, right)))
  assert.equal(read_shape(order, { ...right, from: '2026-02-28' }).from, '2026-02-28')
})

test('every fault is told at once, with its path, in Vietnamese', () => {
  const wrong = {
    ...right,
    drug: 7,
    route: 'bôi',
    count: 1.5,
    from: '2026-02-30',
    parts: [{ code: 'a', share: 2, color: 'đỏ' }, {}],
    notes: { x: [] },
    liều: 1,
  }
  assert.deepEqual(faults_of(wrong), [
    ['liều', 'Không có trường “liều” ở đây'],
    ['drug', 'Tên thuốc phải là chữ'],
    ['route', 'Đường dùng phải là một trong: uống, tiêm'],
    ['count', 'Số lượng phải là số nguyên'],
    ['from', 'Ngày bắt đầu phải là ngày có thật (năm-tháng-ngày)'],
    ['parts[0].color', 'Không có trường “color” ở đây'],
    ['parts[0].share', 'Tỷ lệ phải là số từ 0 đến 1'],
    ['parts[1].code', 'Thiếu mã'],
    ['notes.x', 'Ghi chú phải là chữ hoặc trống'],
  ])
})

test('null is not absence, a list is not a group, a name of the language is not a field, long is too long', () => {
  assert.deepEqual(faults_of({ ...right, from: null })[0]?.[0], 'from')
  for (const value of [null, [], 'x', 7, undefined]) assert.equal(faults_of(value).length, 1)
  assert.deepEqual(faults_of({ ...right, parts: {} })[0]?.[0], 'parts')
  assert.deepEqual(faults_of({ ...right, parts: [right, right, right] })[0]?.[0], 'parts')
  assert.deepEqual(faults_of({ ...right, drug: 'x'.repeat(21) })[0]?.[1], 'Tên thuốc quá dài (tối đa 20 ký tự)')
  const hostile: unknown = JSON.parse(
    `{"__proto__": {"urgent": true}, "constructor": 1, ${JSON.stringify(right).slice(1)}`,
  )
  assert.deepEqual(
    faults_of(hostile).map(([path]) => path),
    ['__proto__', 'constructor'],
  )
})
