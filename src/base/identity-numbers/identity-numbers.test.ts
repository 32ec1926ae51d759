import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check_bhyt_card, check_cccd, check_cmnd, check_facility_code, check_gln, check_passport } from './index.ts'
import { check_phone, format_phone, guess_identity_kind, may_be_temporary_code, old_province_codes } from './index.ts'

test('CCCD: parts of the twelve digits', () => {
  assert.equal(old_province_codes.size, 63)
  const checked = check_cccd('024 168 000 123')
  assert.equal(checked.ok, true)
  assert.equal(checked.value, '024168000123')
  assert.deepEqual(checked.parts, {
    province_code: '024',
    birth_place: 'Bắc Giang',
    gender: 'female',
    birth_year: 1968,
    serial: '000123',
  })
  assert.deepEqual(checked.reasons, [])
  assert.equal(check_cccd('027225000001').parts?.birth_year, 2025)
  assert.equal(check_cccd('027225000001').parts?.gender, 'male')
})

test('CCCD: what does not fit the person is a doubt in Vietnamese, a wrong shape is an error', () => {
  const doubts = check_cccd('024068000123', { gender: 'female', birth_date: '1970-01' }).reasons
  assert.deepEqual(
    doubts.map((doubt) => doubt.severity),
    ['warning', 'warning'],
  )
  assert.match(doubts[0]?.message ?? '', /giới nam, hồ sơ ghi nữ/)
  assert.match(doubts[1]?.message ?? '', /năm sinh 1968, hồ sơ ghi 1970/)
  assert.deepEqual(check_cccd('024068000123', { gender: 'unknown', birth_date: '1968' }).reasons, [])
  assert.equal(check_cccd('115068000123').parts?.birth_place, 'nước ngoài (mã 115)')
  assert.equal(check_cccd('02406800012').ok, false)
  assert.match(check_cccd('02406800012').reasons[0]?.message ?? '', /số này có 11/)
  assert.equal(check_cccd('02406800012A').ok, false)
})

test('CCCD: only codes that were given out: the 63 old provinces, the countries 101 to 295, centuries 0 to 3', () => {
  const good = Array.from({ length: 1_000 }, (_, i) => String(i).padStart(3, '0')).filter(
    (code) => check_cccd(`${code}068000123`).ok,
  )
  assert.equal(good.length, 63 + 195)
  for (const code of ['000', '003', '005', '097', '099', '100', '296', '300', '999']) {
    const checked = check_cccd(`${code}068000123`)
    assert.equal(checked.ok, false, code)
    assert.match(checked.reasons[0]?.message ?? '', new RegExp(`Ba số đầu ${code} không phải mã tỉnh hay mã nước`))
  }
  for (const digit of '0123') assert.equal(check_cccd(`024${digit}68000123`).ok, true)
  for (const digit of '456789') assert.match(check_cccd(`024${digit}68000123`).reasons[0]?.message ?? '', /Số thứ tư/)
  assert.equal(check_bhyt_card('003068000123').ok, false, 'a card that is the 12-digit number keeps its rules')
})

test('BHYT card in its three shapes', () => {
  assert.deepEqual(check_bhyt_card('HT3 27 2712345678').parts, {
    shape: 'card_15',
    category: 'HT',
    benefit_digit: '3',
    benefit_percent: 95,
    province: '27',
    insurance_number: '2712345678',
  })
  assert.equal(check_bhyt_card('0127123456').parts?.shape, 'insurance_number_10')
  assert.equal(check_bhyt_card('0127123456').value, '0127123456', 'zeros in front stay')
  assert.equal(check_bhyt_card('024168000123').parts?.shape, 'citizen_id_12')
  assert.match(check_bhyt_card('DN6272712345678').reasons[0]?.message ?? '', /mức hưởng, từ 1 đến 5/)
  for (const bad of ['', 'DN42727123', '0000000000', '1DN272712345678', 'DN4272712345X78']) {
    assert.equal(check_bhyt_card(bad).ok, false, bad)
  }
})

test('other papers, facility, phone', () => {
  assert.equal(check_cmnd('121 234 567').value, '121234567')
  assert.equal(check_passport('b1234567', 'VN').reasons.length, 0)
  assert.equal(check_passport('P01234567', 'VN').reasons.length, 0)
  assert.equal(check_passport('AB123456', 'VN').reasons[0]?.severity, 'warning')
  assert.equal(check_passport('AB123456', 'US').reasons.length, 0)
  assert.equal(check_passport('ABCDEFG').ok, false)
  assert.equal(guess_identity_kind('024168000123'), 'cccd')
  assert.equal(guess_identity_kind('HT3272712345678'), 'bhyt')
  assert.equal(guess_identity_kind('B1234567'), 'passport')
  assert.equal(may_be_temporary_code('27009-T-26-000123'), true)
  assert.equal(may_be_temporary_code('2700-9260-0123'), false, 'would read as twelve digits')
  assert.equal(check_facility_code('01k08').value, '01K08')
  assert.equal(check_facility_code('2700').ok, false)
  assert.equal(check_gln('4006381333931').ok, true)
  assert.equal(check_gln('4006381333932').ok, false)
  assert.equal(check_phone('+84 912 345 678').value, '0912345678')
  assert.equal(check_phone('0204 3854 321').parts?.kind, 'landline')
  assert.match(check_phone('01689999999').reasons[0]?.message ?? '', /số mới là 0389999999/)
  assert.equal(check_phone('+1 202 555 0123').parts?.kind, 'foreign')
  assert.equal(check_phone('123').ok, false)
  assert.equal(format_phone('0912345678'), '0912 345 678')
})
