import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  add_working_days,
  add_years,
  age_on,
  bed_days,
  chart_age,
  days_between,
  is_working_day,
  parse_typed_date,
  say_age,
  shift_days,
} from './index.ts'
import { format_date, format_date_long, format_date_time, format_date_time_long, format_time } from './index.ts'
import { local_date, local_parts, local_time, to_instant, treatment_days } from './index.ts'

const today = '2026-11-21'

test('Vietnam time is +07:00 all the year, whatever the zone of the machine', () => {
  assert.equal(local_date('2026-11-20T18:30:00Z'), '2026-11-21')
  assert.equal(local_date(new Date('2026-12-31T16:59:59Z')), '2026-12-31')
  assert.equal(local_time('2026-07-01T00:00:00Z'), '2026-07-01T07:00:00+07:00')
  assert.equal(Date.parse(to_instant('2026-11-21', '01:30')), Date.parse('2026-11-20T18:30:00Z'))
  assert.deepEqual(local_parts('2024-02-28T17:05:09Z'), {
    year: 2024,
    month: 2,
    day: 29,
    hour: 0,
    minute: 5,
    second: 9,
  })
  assert.equal(format_date_time('2026-11-20T18:30:00Z'), '01:30 21/11/2026')
  assert.equal(format_time('2026-11-21T23:59:59+07:00'), '23:59')
  assert.equal(format_date_time_long('2026-03-01T07:30:00Z'), '14 giờ 30 phút, ngày 01 tháng 03 năm 2026')
})

test('partial dates are printed as far as they are known', () => {
  assert.equal(format_date('1968'), '1968')
  assert.equal(format_date('1968-03'), '03/1968')
  assert.equal(format_date('1968-03-01'), '01/03/1968')
  assert.equal(format_date_long('1968-03'), 'tháng 03 năm 1968')
  assert.equal(days_between('2024-02-28', '2024-03-01'), 2)
  assert.equal(shift_days('2026-12-31', 1), '2027-01-01')
})

test('typed dates: day before month, two-digit years in the past, partial dates stay partial', () => {
  const ok: [string, string][] = [
    ['1/3/68', '1968-03-01'],
    ['01031968', '1968-03-01'],
    ['010368', '1968-03-01'],
    ['3/1968', '1968-03'],
    ['1968', '1968'],
    ['1.3.1968', '1968-03-01'],
    ['1-3-68', '1968-03-01'],
    ['1 3 1968', '1968-03-01'],
    ['ngày 1 tháng 3 năm 1968', '1968-03-01'],
    ['1968-03-01', '1968-03-01'],
    ['031968', '1968-03'],
    ['29/2/2024', '2024-02-29'],
    ['2/1/26', '2026-01-02'],
    ['2/1/27', '1927-01-02'],
    ['21/11/2026', today],
    ['2026', '2026'],
  ]
  for (const [typed, date] of ok) assert.deepEqual(parse_typed_date(typed, { today }), { ok: true, date }, typed)
  const any = parse_typed_date('5/1/27', { today, direction: 'any' })
  assert.deepEqual(any, { ok: true, date: '2027-01-05' })
})

test('impossible, future and unreadable dates are refused with a reason', () => {
  const reason = (typed: string): string => {
    const parsed = parse_typed_date(typed, { today })
    return parsed.ok ? `accepted as ${parsed.date}` : parsed.reason
  }
  assert.match(reason('31/02/1968'), /Không có ngày 31\/2\/1968; tháng 2\/1968 có 29 ngày/)
  assert.match(reason('29022023'), /có 28 ngày/)
  assert.match(reason('1/13/1968'), /Không có tháng 13/)
  assert.match(reason('0/5/1968'), /Không có ngày 0/)
  assert.match(reason('22/11/2026'), /sau ngày hôm nay/)
  assert.match(reason('12/2026'), /sau ngày hôm nay/)
  assert.match(reason('1/1/0068'), /không hợp lý/)
  for (const bad of ['', '68', '12345', '1/3', 'hôm qua', '1/3/1968/2', '20260101', '1/3/196']) {
    assert.equal(parse_typed_date(bad, { today }).ok, false, bad)
  }
})

test('ages as charts say them', () => {
  const said = (birth: string, on = today): string => {
    const age = chart_age(birth, on)
    return age ? say_age(age) : 'chưa sinh'
  }
  assert.equal(said('2026-11-21'), '0 ngày tuổi')
  assert.equal(said('2026-10-22'), '30 ngày tuổi')
  assert.equal(said('2026-10-21'), '1 tháng tuổi')
  assert.equal(said('2020-11-22'), '71 tháng tuổi')
  assert.equal(said('2020-11-21'), '6 tuổi')
  assert.equal(said('1968'), '58 tuổi')
  assert.equal(said('2025'), '1 tuổi')
  assert.equal(said('2025-06'), '17 tháng tuổi')
  assert.equal(said('2026-12-01'), 'chưa sinh')
  assert.equal(said('2026-01-31', '2026-02-27'), '27 ngày tuổi')
  assert.equal(said('2026-01-31', '2026-02-28'), '1 tháng tuổi')
  assert.equal(age_on('2000-02-29', '2001-02-28')?.years, 1)
  const other = chart_age('2024-11-21', today, { days_below_months: 2, months_below_months: 24, source: 'test' })
  assert.deepEqual(other, { value: 2, unit: 'year', is_approximate: false })
})

test('days of treatment by each rule', () => {
  assert.equal(treatment_days('2026-11-01', '2026-11-05'), 5)
  assert.equal(treatment_days('2026-11-01', '2026-11-05', 'nights'), 4)
  assert.equal(treatment_days('2026-11-01', '2026-11-01', 'nights_min_one'), 1)
  assert.equal(treatment_days('2026-11-01T16:30:00Z', '2026-11-01T17:30:00Z'), 2, 'midnight in Vietnam lies between')
  assert.equal(treatment_days('2026-11-05', '2026-11-01'), undefined)
  assert.equal(bed_days('2026-11-01T08:00:00+07:00', '2026-11-01T11:00:00+07:00', 'recovered'), 0)
  assert.equal(bed_days('2026-11-01T08:00:00+07:00', '2026-11-01T13:00:00+07:00', 'recovered'), 1)
  assert.equal(bed_days('2026-11-01T08:00:00+07:00', '2026-11-05T09:00:00+07:00', 'recovered'), 4)
  assert.equal(bed_days('2026-11-01T08:00:00+07:00', '2026-11-05T09:00:00+07:00', 'not_recovered'), 5)
})

test('working days pass over weekends, Tết and other days off; the first day is not counted', () => {
  assert.equal(add_working_days('2026-11-20', 10), '2026-12-04', 'a Friday')
  assert.equal(add_working_days('2026-02-10', 10), '2026-03-03', 'five days of Tết 2026 lie between')
  assert.equal(add_working_days('2025-01-24', 1), '2025-02-03', 'the last day before Tết 2025')
  assert.equal(add_working_days('2026-08-21', 1), '2026-08-22', 'a Saturday worked for the Monday before 2 September')
  assert.equal(add_working_days('2031-04-29', 1), '2031-05-02', 'a year nobody has announced')
  assert.equal(is_working_day('2026-11-22'), false)
  assert.equal(add_years('2028-02-29', 1), '2029-02-28')
  assert.equal(add_years('2026-11-21', 1), '2027-11-21')
})
