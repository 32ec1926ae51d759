import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SmsSettings } from '../contract.ts'
import { demand_template, fill_template } from './template.ts'

const settings: SmsSettings = {
  ...{ base_url: 'https://tin.vi', path: '/gui', format: 'json', authorization: 'Bearer {bi_mat}', brand: 'BV' },
  ...{ phone_form: '84', is_plain: true, ok_field: '', ok_value: '', receipt_field: '' },
  body: '{"to": "{dien_thoai}", "inner": {"text": ["{noi_dung}"]}, "n": 1}',
}
const filling = { dien_thoai: '84912', noi_dung: 'Mã "1", {bi_mat}', thuong_hieu: 'BV', ma_gui: 'i', bi_mat: 'x y' }

test('what is sent stays in its place: a quote does not end it, a brace in it is not filled', () => {
  const made = fill_template(settings, filling)
  assert.deepEqual(JSON.parse(made.body), { to: '84912', inner: { text: ['Mã "1", {bi_mat}'] }, n: 1 })
  assert.equal(made.authorization, 'Bearer x y')
  const form = fill_template(
    { ...settings, format: 'form', body: '{"to":"{dien_thoai}","text":"{noi_dung}"}' },
    filling,
  )
  assert.equal(new URLSearchParams(form.body).get('text'), 'Mã "1", {bi_mat}')
})

test('a template that would send nothing useful is refused when it is set', () => {
  const refused = (wish: Partial<SmsSettings>, words: RegExp) =>
    assert.throws(() => demand_template({ ...settings, ...wish }), words)
  refused({ body: 'to={dien_thoai}' }, /đối tượng JSON/)
  refused({ body: '["{dien_thoai}{noi_dung}"]' }, /đối tượng JSON/)
  refused({ body: '{"to":"{dien_thoai}"}' }, /\{noi_dung\}/)
  refused({ body: '{"to":"{dien_thoai}","t":"{noi_dung}","u":"{phone}"}' }, /\{phone\}/)
  refused({ format: 'form' }, /không lồng nhau/)
  refused({ authorization: 'Bí mật' }, /không có dấu/)
  demand_template(settings)
})
