import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { date_boundary, date_time_boundary, decimal_boundary, time_boundary } from './boundary.ts'
import { columns, refusal_of, rows_of, view } from './test-views.ts'

test('decimals: half a unit of the last digit, and the digits as written count', () => {
  const both = (text: string, precision?: number) => [
    decimal_boundary(text, 'low', precision),
    decimal_boundary(text, 'high', precision),
  ]
  assert.deepEqual(both('1'), [0.5, 1.5])
  assert.deepEqual(both('1.0'), [0.95, 1.05])
  assert.deepEqual(both('1.587'), [1.5865, 1.5875])
  assert.deepEqual(both('-1.587'), [-1.5875, -1.5865])
  assert.deepEqual(both('0'), [-0.5, 0.5])
  assert.deepEqual(both('1.2e3'), [1150, 1250])
  assert.deepEqual(both('1.587', 2), [1.58, 1.59])
  assert.deepEqual(both('-1.587', 2), [-1.59, -1.58])
  assert.deepEqual(both('1.587', 8), [1.5865, 1.5875])
  assert.deepEqual(both('12.5', 0), [12, 13])
  assert.deepEqual(both('1.587', -1), [undefined, undefined])
  assert.deepEqual(both('1.587', 40), [undefined, undefined])
})

test('dates: the first and the last day they can be', () => {
  const both = (text: string, precision?: number) => [
    date_boundary(text, 'low', precision),
    date_boundary(text, 'high', precision),
  ]
  assert.deepEqual(both('1970-06'), ['1970-06-01', '1970-06-30'])
  assert.deepEqual(both('2003'), ['2003-01-01', '2003-12-31'])
  assert.deepEqual(both('2024-02'), ['2024-02-01', '2024-02-29'])
  assert.deepEqual(both('1900-02'), ['1900-02-01', '1900-02-28'])
  assert.deepEqual(both('2026-11-21'), ['2026-11-21', '2026-11-21'])
  assert.deepEqual(both('2014', 6), ['2014-01', '2014-12'])
  assert.deepEqual(both('2014', 5), [undefined, undefined])
})

test('moments: to the millisecond, anywhere on earth where no zone is given', () => {
  const both = (text: string, precision?: number) => [
    date_time_boundary(text, 'low', precision),
    date_time_boundary(text, 'high', precision),
  ]
  assert.deepEqual(both('2010-10-10'), ['2010-10-10T00:00:00.000+14:00', '2010-10-10T23:59:59.999-12:00'])
  assert.deepEqual(both('2007-03'), ['2007-03-01T00:00:00.000+14:00', '2007-03-31T23:59:59.999-12:00'])
  assert.deepEqual(both('2026-11-21T08:30:00+07:00'), [
    '2026-11-21T08:30:00.000+07:00',
    '2026-11-21T08:30:00.999+07:00',
  ])
  assert.deepEqual(both('2020-05-17T18:19Z'), ['2020-05-17T18:19:00.000Z', '2020-05-17T18:19:59.999Z'])
  assert.deepEqual(both('2010-10-10T07:39:01.5+05:00'), [
    '2010-10-10T07:39:01.500+05:00',
    '2010-10-10T07:39:01.599+05:00',
  ])
  assert.deepEqual(both('2010-10-10', 8), ['2010-10-10', '2010-10-10'])
  assert.deepEqual(both('2010-10-10', 99), [undefined, undefined])
})

test('times of day', () => {
  assert.deepEqual([time_boundary('12:34', 'low'), time_boundary('12:34', 'high')], ['12:34:00.000', '12:34:59.999'])
  assert.deepEqual(
    [time_boundary('12:34:01', 'low'), time_boundary('12:34:08.7', 'high')],
    ['12:34:01.000', '12:34:08.799'],
  )
  assert.equal(time_boundary('12:34', 'low', 4), '12:34')
})

const observation = (members: string): Resource => parse_exact(`{"resourceType":"Observation",${members}}`) as Resource
const cells = (resource: Resource, ...paths: string[]): unknown[] =>
  Object.values(
    rows_of(
      view(resource.resourceType, [{ column: columns(Object.fromEntries(paths.map((path, i) => [`c${i}`, path]))) }]),
      [resource],
    )[0] ?? {},
  )

test('in a view each kind of value is taken for what it is', () => {
  const both = (path: string) => [`${path}.lowBoundary()`, `${path}.highBoundary()`]
  const quantity = both('value.ofType(Quantity).value')
  assert.deepEqual(cells(observation('"valueQuantity":{"value":1.0}'), ...quantity), [0.95, 1.05])
  assert.deepEqual(cells(observation('"valueQuantity":{"value":1}'), ...quantity), [0.5, 1.5])
  assert.deepEqual(cells(observation('"valueString":"1.0"'), ...quantity), [null, null])
  assert.deepEqual(cells(observation('"valueDateTime":"2010-10-10"'), ...both('value.ofType(dateTime)')), [
    '2010-10-10T00:00:00.000+14:00',
    '2010-10-10T23:59:59.999-12:00',
  ])
  assert.deepEqual(cells(observation('"valueTime":"12:34"'), ...both('value.ofType(time)')), [
    '12:34:00.000',
    '12:34:59.999',
  ])
  const born = { resourceType: 'Patient', birthDate: '1970-06' }
  assert.deepEqual(cells(born, ...both('birthDate')), ['1970-06-01', '1970-06-30'])
})

test('a period has the boundary of its ends; an open end has none', () => {
  const period = observation('"effectivePeriod":{"start":"2020-01"}')
  assert.deepEqual(cells(period, 'effective.ofType(Period).lowBoundary()', 'effective.ofType(Period).highBoundary()'), [
    '2020-01-01T00:00:00.000+14:00',
    null,
  ])
})

test('inside an iteration the digits are still those of the resource', () => {
  const components = observation('"component":[{"valueQuantity":{"value":2.50}},{"valueQuantity":{"value":2}}]')
  const low = { low: 'value.ofType(Quantity).value.lowBoundary()' }
  const rows = rows_of(view('Observation', [{ forEach: 'component', column: columns(low) }]), [components])
  assert.deepEqual(rows, [{ low: 2.495 }, { low: 1.5 }])
})

test('literals, precisions, and what has no boundary', () => {
  const any = observation('"status":"final"')
  assert.deepEqual(cells(any, '1.587.lowBoundary()', '@2014.lowBoundary(6)', '@T10:30.highBoundary()'), [
    1.5865,
    '2014-01',
    '10:30:59.999',
  ])
  assert.match(
    refusal_of(() => cells(any, 'status.lowBoundary()')),
    /lowBoundary\(\) không dùng được cho kiểu code/,
  )
})
