import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { open_terminology, tree_import } from './fixtures.ts'
import { validate_diagnosis } from './index.ts'

const { read, run_import } = await open_terminology()
before(() => run_import(tree_import).then(() => undefined))

test('a diagnosis is judged by the list of the visit’s end date', async () => {
  const judge = (code: string, more: object = {}) =>
    read((sql) => validate_diagnosis(sql, { code, on_date: '2026-08-01', use: 'main', ...more }))
  const told = async (code: string, more: object = {}): Promise<string[]> =>
    (await judge(code, more)).map((issue) => `${issue.severity}: ${issue.message}`)
  assert.deepEqual(await told('J18.9'), [])
  assert.match((await told('J18')).join(), /^error: Mã J18 chưa đủ chi tiết/)
  assert.match((await told('J18', { use: 'comorbid' })).join(), /^error/, 'barred everywhere')
  assert.match((await told('J17.0')).join(), /^error: .*không được dùng làm bệnh chính/)
  assert.deepEqual(await told('J17.0', { use: 'comorbid' }), [])
  assert.match((await told('B90.9')).join(), /^warning: .*không khuyến khích/)
  assert.match((await told('P95', { use: 'comorbid' })).join(), /^error: .*nguyên nhân tử vong/)
  assert.deepEqual(await told('P95', { use: 'cause_of_death' }), [])
  assert.match((await told('C61', { gender: 'female' })).join(), /^warning: .*chủ yếu gặp ở nam/)
  assert.match((await told('O80.0', { gender: 'male' })).join(), /^warning: .*chủ yếu gặp ở nữ/)
  assert.deepEqual(await told('O80.0', { gender: 'female' }), [])
  assert.match((await told('J99.9')).join(), /không có trong danh mục ICD-10 áp dụng ngày 01\/08\/2026$/)
  assert.match(
    (await told('J18.9', { on_date: '2020-01-01' })).join(),
    /có trong bản “TT 06\/2026” áp dụng từ 01\/07\/2026/,
  )
})
