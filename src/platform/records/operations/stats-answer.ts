import { exact_decimal } from '../../../standards/fhir/index.ts'
import { type AskedCode, type Computed, type Measurements, type StatsQuestion } from './stats-sql.ts'

const statistics_system = 'http://terminology.hl7.org/CodeSystem/observation-statistics'
const ucum = 'http://unitsofmeasure.org'

/** R4 CodeSystem observation-statistics; its regression says nothing of the unit of time, and is refused by name. */
export const displays: Record<Computed | 'count' | 'total-count', string> = {
  average: 'Average',
  maximum: 'Maximum',
  minimum: 'Minimum',
  count: 'Count',
  'total-count': 'Total Count',
  median: 'Median',
  'std-dev': 'Standard Deviation',
  sum: 'Sum',
  variance: 'Variance',
  '20-percent': '20th Percentile',
  '80-percent': '80th Percentile',
  '4-lower': 'Lower Quartile',
  '4-upper': 'Upper Quartile',
  '4-dev': 'Quartile Deviation',
  '5-1': '1st Quintile',
  '5-2': '2nd Quintile',
  '5-3': '3rd Quintile',
  '5-4': '4th Quintile',
  skew: 'Skew',
  kurtosis: 'Kurtosis',
}
export type Statistic = keyof typeof displays

/** Of one code: what is counted, and what was there without being a value. */
export type CodeStats = { asked: AskedCode; values: Measurements | undefined; others: number }

/** Pure numbers. */
const without_unit: ReadonlySet<Statistic> = new Set(['count', 'total-count', 'skew', 'kurtosis'])

const value_of = (name: Statistic, { values, others }: CodeStats): string | undefined => {
  const count = values?.count ?? 0
  if (name === 'count') return String(count)
  if (name === 'total-count') return String(count + others)
  return values?.[name] ?? undefined
}

const component_of = (name: Statistic, stats: CodeStats): Record<string, unknown> => {
  const code = { coding: [{ system: statistics_system, code: name, display: displays[name] }] }
  const text = value_of(name, stats)
  if (text === undefined) {
    const reason = { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-applicable' }
    return { code, dataAbsentReason: { coding: [reason] } }
  }
  const { values } = stats
  const squared = name === 'variance' ? '2' : ''
  const unit = without_unit.has(name)
    ? { unit: '1', system: ucum, code: '1' }
    : {
        unit: squared ? `(${values?.unit ?? values?.unit_code})²` : (values?.unit ?? values?.unit_code),
        system: ucum,
        code: squared ? `(${values?.unit_code})${squared}` : values?.unit_code,
      }
  return { code, valueQuantity: { value: exact_decimal(text), ...unit } }
}

/** As it was asked for; of all time, what lies between the first and the last. */
const period_of = (
  { period }: StatsQuestion,
  values: Measurements | undefined,
): Record<string, unknown> | undefined => {
  if (period !== undefined || !values?.first_at || !values.last_at) return period
  return { start: values.first_at.toISOString(), end: values.last_at.toISOString() }
}

/** The Observation that tells the statistics of one code. */
export const to_statistics = (
  question: StatsQuestion,
  stats: CodeStats,
  names: readonly Statistic[],
): Record<string, unknown> => {
  const { asked, values, others } = stats
  const effectivePeriod = period_of(question, values)
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ ...asked, ...(values?.display ? { display: values.display } : {}) }] },
    subject: { reference: `Patient/${question.patient}` },
    ...(effectivePeriod ? { effectivePeriod } : {}),
    ...(others > 0
      ? {
          note: [
            {
              text: `Không tính ${others} kết quả không có giá trị số kèm đơn vị UCUM, hoặc chỉ cho biết lớn hơn, nhỏ hơn`,
            },
          ],
        }
      : {}),
    component: names.map((name) => component_of(name, stats)),
  }
}

export const is_statistic = (name: string): name is Statistic => Object.hasOwn(displays, name)
