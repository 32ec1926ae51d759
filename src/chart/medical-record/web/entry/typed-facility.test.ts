import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed_facility } from './typed-facility.ts'

test('a facility outside the directory is written with its code before the name', () => {
  assert.deepEqual(typed_facility(' 79001 Bệnh viện Chợ Rẫy'), { code: '79001', display: 'Bệnh viện Chợ Rẫy' })
  assert.deepEqual(typed_facility('7900a Trạm y tế'), { code: '7900A', display: 'Trạm y tế' })
  for (const text of ['Bệnh viện Chợ Rẫy', '79001', '790011 Chợ Rẫy', 'Trung tâm y tế', ''])
    assert.equal(typed_facility(text), undefined)
})
