import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold, format_decimal, initials, parse_decimal, same_name, tidy_tones } from './index.ts'
import { title_case_name, upper_case_name, words } from './index.ts'

test('fold gives one search form for every way of typing a Vietnamese text', () => {
  assert.equal(fold('Nguyễn  Văn\u00a0Đạt '), 'nguyen van dat')
  assert.equal(fold('Nguyễn Văn Đạt'.normalize('NFD')), 'nguyen van dat')
  assert.equal(fold('Hoà Bình'), fold('HÒA BÌNH'))
  assert.equal(fold('thuý'), fold('thúy'))
  assert.equal(fold('\ufeffĐẮK LẮK\u200b'), 'dak lak')
  assert.equal(fold('Ương ưỡn Ỷ Ỹ Ỵ'), 'uong uon y y y')
  assert.deepEqual(words('Viêm phổi thuỳ, không đặc hiệu (J18.1)'), 'viem phoi thuy khong dac hieu j18 1'.split(' '))
})

test('tidy_tones makes both tone-mark spellings equal and leaves other words alone', () => {
  for (const [a, b] of [
    ['hoà', 'hòa'],
    ['Khoẻ', 'Khỏe'],
    ['THUÝ', 'THÚY'],
    ['xoã', 'xõa'],
    ['thuỷ tụ', 'thủy tụ'],
  ]) {
    assert.equal(tidy_tones(a ?? ''), tidy_tones(b ?? ''))
  }
  for (const same of ['quý', 'Quỳnh', 'hoàng', 'toán', 'uyển', 'tuý luý'.replace(/uý/g, 'úy'), 'hòa', 'hoa', 'khuỷu']) {
    assert.equal(tidy_tones(same), same)
  }
  assert.notEqual(tidy_tones('hoà'), tidy_tones('hoa'))
})

test('names', () => {
  assert.equal(initials('Nguyễn Văn Đạt'), 'nvd')
  assert.equal(initials(" h'Hen  Niê"), 'hn')
  assert.equal(title_case_name('NGUYỄN THỊ ÁNH'), 'Nguyễn Thị Ánh')
  assert.equal(title_case_name("h'hen niê kđăm"), "H'Hen Niê Kđăm")
  assert.equal(title_case_name('đặng bru-vân'.normalize('NFD')), 'Đặng Bru-Vân')
  assert.equal(upper_case_name('Đỗ Thị  Ưởng'), 'ĐỖ THỊ ƯỞNG')
  assert.ok(same_name('LÊ THUÝ HOÀ', 'Lê Thúy Hòa'.normalize('NFD')))
  assert.ok(!same_name('Lê Hòa', 'Lê Hoa'))
})

test('decimals keep their trailing zeros and never pass through a float', () => {
  const ok: [string, string][] = [
    ['38,4', '38.4'],
    ['38.4', '38.4'],
    ['1.234,50', '1234.50'],
    ['007', '7'],
    ['0,10', '0.10'],
    ['0.125', '0.125'],
    ['1.234.567', '1234567'],
    ['-0,5', '-0.5'],
    ['\u22122', '-2'],
    ['-0', '0'],
    ['1,234', '1.234'],
    ['36.75', '36.75'],
    ['12345678901234567890,123', '12345678901234567890.123'],
    [' 1 234,5 ', '1234.5'],
  ]
  for (const [typed, value] of ok) assert.deepEqual(parse_decimal(typed), { ok: true, value }, typed)
  for (const bad of ['', 'abc', '1.234', '1,2,3', '1,234.5', '1.23.4', '12.34,5', '5.', ',5', '3,', '1e3', '--1']) {
    const parsed = parse_decimal(bad)
    assert.equal(parsed.ok, false, bad)
    if (!parsed.ok) assert.match(parsed.reason, /\p{L}/u)
  }
  assert.equal(format_decimal('1234.50'), '1.234,50')
  assert.equal(format_decimal('-1234567'), '-1.234.567')
  assert.equal(format_decimal('999.0'), '999,0')
  assert.equal(format_decimal('không'), 'không')
})
