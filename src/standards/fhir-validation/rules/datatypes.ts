import { printed } from '../../fhir/index.ts'
import { is_later } from '../dates.ts'
import type { Json } from '../check.ts'
import {
  exactly_one,
  has,
  has_choice,
  list_at,
  needs,
  not_both,
  number_of,
  object_at,
  rule,
  type Rules,
} from './reading.ts'

const ucum = 'http://unitsofmeasure.org'
const has_value = has('value')
const has_code = has('code')
const has_extension = has('extension')
const has_any_value = has_choice('value')
const has_timing = has_choice('timing')

const has_ucum_or_none = (quantity: Json): boolean => quantity['system'] === undefined || quantity['system'] === ucum
const code_with_value = (quantity: Json): boolean => has_code(quantity) || !has_value(quantity)

/** low ≤ high where both are in the same unit; other units are not compared here. */
const is_in_order = (range: Json): boolean => {
  const [low, high] = [object_at(range, 'low'), object_at(range, 'high')]
  if (!low || !high || low['code'] !== high['code'] || low['unit'] !== high['unit']) return true
  const [from, to] = [number_of(low['value']), number_of(high['value'])]
  return from === undefined || to === undefined || from <= to
}

const not_negative = (name: string) => (element: Json) => (number_of(element[name]) ?? 0) >= 0
const meals = new Set<unknown>(['C', 'CM', 'CD', 'CV'])

export const datatype_rules: Rules = {
  Extension: [
    rule(
      'ext-1',
      'Extension có giá trị hoặc có extension con, không cả hai và không thiếu cả hai',
      (it) => has_extension(it) !== has_any_value(it),
    ),
  ],
  Quantity: [rule('qty-3', 'Quantity có code thì phải có system', needs('code', 'system'))],
  Age: [
    rule(
      'age-1',
      'Age cần mã đơn vị UCUM và giá trị lớn hơn 0',
      (it) => code_with_value(it) && has_ucum_or_none(it) && (number_of(it['value']) ?? 1) > 0,
    ),
  ],
  Count: [
    rule(
      'cnt-3',
      'Count là số nguyên, mã đơn vị “1” của UCUM',
      (it) =>
        code_with_value(it) &&
        has_ucum_or_none(it) &&
        (!has_code(it) || it['code'] === '1') &&
        !JSON.stringify(it['value'] ?? 0).includes('.'),
    ),
  ],
  Distance: [rule('dis-1', 'Distance cần mã đơn vị UCUM', (it) => code_with_value(it) && has_ucum_or_none(it))],
  Duration: [
    rule(
      'drt-1',
      'Duration có code thì phải có giá trị và system UCUM',
      (it) => !has_code(it) || (it['system'] === ucum && has_value(it)),
    ),
  ],
  Range: [rule('rng-2', 'low phải nhỏ hơn hoặc bằng high', is_in_order)],
  Period: [rule('per-1', 'start phải trước hoặc bằng end', (it) => !is_later(it['start'], it['end']))],
  Ratio: [
    rule(
      'rat-1',
      'Ratio cần cả numerator và denominator',
      (it) =>
        (it['numerator'] === undefined) === (it['denominator'] === undefined) &&
        (it['numerator'] !== undefined || has_extension(it)),
    ),
  ],
  Attachment: [rule('att-1', 'Có data thì phải có contentType', needs('data', 'contentType'))],
  ContactPoint: [rule('cpt-2', 'Có value thì phải có system (phone, email…)', needs('value', 'system'))],
  Expression: [rule('exp-1', 'Cần expression hoặc reference', (it) => has('expression')(it) || has('reference')(it))],
  'DataRequirement.codeFilter': [
    rule('drq-1', 'Cần đúng một trong path, searchParam', exactly_one('path', 'searchParam')),
  ],
  'DataRequirement.dateFilter': [
    rule('drq-2', 'Cần đúng một trong path, searchParam', exactly_one('path', 'searchParam')),
  ],
  TriggerDefinition: [
    rule('trd-1', 'Không dùng data cùng timing', (it) => it['data'] === undefined || !has_timing(it)),
    rule('trd-2', 'Có condition thì phải có data', needs('condition', 'data')),
    rule('trd-3', 'named-event cần name, periodic cần timing, data-… cần data', (it) => {
      const type = it['type']
      if (type === 'named-event') return has('name')(it)
      if (type === 'periodic') return has_timing(it)
      return !printed(type).startsWith('data-') || it['data'] !== undefined
    }),
  ],
  'Timing.repeat': [
    rule('tim-1', 'Có duration thì phải có durationUnit', needs('duration', 'durationUnit')),
    rule('tim-2', 'Có period thì phải có periodUnit', needs('period', 'periodUnit')),
    rule('tim-4', 'duration không được âm', not_negative('duration')),
    rule('tim-5', 'period không được âm', not_negative('period')),
    rule('tim-6', 'Có periodMax thì phải có period', needs('periodMax', 'period')),
    rule('tim-7', 'Có durationMax thì phải có duration', needs('durationMax', 'duration')),
    rule('tim-8', 'Có countMax thì phải có count', needs('countMax', 'count')),
    rule(
      'tim-9',
      'offset cần when, và không đi cùng C, CM, CD, CV',
      (it) => !has('offset')(it) || (has('when')(it) && !list_at(it, 'when').some((one) => meals.has(one))),
    ),
    rule('tim-10', 'Chỉ dùng một trong timeOfDay, when', not_both('timeOfDay', 'when')),
  ],
}
