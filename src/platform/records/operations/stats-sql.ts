import type { Sql } from '../../database/index.ts'
import { filter_condition } from '../search/filters.ts'
import { make_binder } from '../search/sql-text.ts'

export type AskedCode = { system: string; code: string }

export type StatsQuestion = {
  patient: string
  codes: AskedCode[]
  from: Date | undefined
  to: Date | undefined
  /** As it was asked for. */
  period: Record<string, unknown> | undefined
}

/** Measurements of one code in one unit; numbers as texts with all their digits. `unit_code` is null for what is no value. */
export type Measurements = {
  system: string
  code: string
  display: string | null
  unit: string | null
  unit_code: string | null
  count: number
  first_at: Date | null
  last_at: Date | null
  ids: string[]
  /** Which of the codes asked for some Observation is of, a panel too; the same in each row. */
  seen: string[]
} & { [statistic in Computed]: string | null }

export const computed = [
  ...(['average', 'maximum', 'minimum', 'median', 'std-dev', 'sum', 'variance', '20-percent', '80-percent'] as const),
  ...(['4-lower', '4-upper', '4-dev', '5-1', '5-2', '5-3', '5-4', 'skew', 'kurtosis'] as const),
] as const
export type Computed = (typeof computed)[number]

/** Between the two values that stand next to the place of the share, by how far it lies (linear; Hyndman and Fan's 7th). */
const share = (part: string): string => {
  const at = `((cardinality(v) - 1) * ${part})`
  return `(v[floor(${at})::int + 1] + (${at} - floor(${at})) * (v[ceil(${at})::int + 1] - v[floor(${at})::int + 1]))`
}

const moment = (power: number): string => `(SELECT avg((x - mean) ^ ${power}) FROM unnest(v) AS x)`

/** All in numeric: no value goes through a double. Spread is that of a sample (n - 1). */
const formulas: Record<Computed, string> = {
  average: 'mean',
  maximum: 'v[cardinality(v)]',
  minimum: 'v[1]',
  median: share('0.5'),
  'std-dev': 'spread',
  sum: 'total',
  variance: 'spread_squared',
  '20-percent': share('0.2'),
  '80-percent': share('0.8'),
  '4-lower': share('0.25'),
  '4-upper': share('0.75'),
  '4-dev': `((${share('0.75')} - ${share('0.25')}) / 2)`,
  '5-1': share('0.2'),
  '5-2': share('0.4'),
  '5-3': share('0.6'),
  '5-4': share('0.8'),
  skew: `(${moment(3)} / nullif(power(${moment(2)}, 1.5), 0))`,
  kurtosis: `(${moment(4)} / nullif(power(${moment(2)}, 2), 0))`,
}

/** Given as it was measured. */
const as_measured: ReadonlySet<Computed> = new Set(['maximum', 'minimum', 'sum'])

/** Two digits more than were measured say all that was meant; zeros at the end of what was computed say nothing. */
const said = (name: Computed): string => {
  if (as_measured.has(name)) return formulas[name]
  const places = name === 'skew' || name === 'kurtosis' ? '4' : 'scale + 2'
  return `trim_scale(round(${formulas[name]}, ${places}))`
}

const items = (path: string): string =>
  `jsonb_array_elements(CASE WHEN jsonb_typeof(${path}) = 'array' THEN ${path} ELSE '[]' END)`

/** What counts at all: not entered in error, and about the patient herself (`focus`: her newborn, docs/fhir-conventions.md). */
const counts = (body: string): string => `${body} ->> 'status' <> 'entered-in-error' AND NOT ${body} ? 'focus'`

/**
 * Observations of one patient: a code found in Observation.code or in a component. A panel (code asked for, values in
 * components or in what it has as members) gives each of its measurements under that one's own code.
 * A value is a Quantity with a UCUM code, without comparator and modifier (R4 operation-observation-stats).
 */
export const list_measurements = async (sql: Sql, facility: string, asked: StatsQuestion): Promise<Measurements[]> => {
  const binder = make_binder(facility)
  const subject = { binder, alias: 'r', type: 'Observation', depth: 0 }
  const codes = asked.codes.map(({ system, code }) => `${system}|${code}`.replace(/[\\,$]/g, '\\$&')).join()
  const conditions = [
    'r.facility = $1',
    "r.type = 'Observation'",
    'NOT r.deleted',
    filter_condition(subject, 'patient', `Patient/${asked.patient}`),
    filter_condition(subject, 'combo-code', codes),
    ...(asked.from ? [filter_condition(subject, 'date', `ge${asked.from.toISOString()}`)] : []),
    ...(asked.to ? [filter_condition(subject, 'date', `le${asked.to.toISOString()}`)] : []),
  ]
  const systems = binder.bind(asked.codes.map(({ system }) => system))
  const values = binder.bind(asked.codes.map(({ code }) => code))
  const patient = binder.bind(asked.patient)
  const text = `WITH asked AS (SELECT * FROM unnest(${systems}::text[], ${values}::text[]) AS a (system, code)),
found AS MATERIALIZED (
  SELECT r.id, r.clinical_at AS at, r.body::jsonb AS b FROM record.resource AS r WHERE ${conditions.join(' AND ')}
), own AS MATERIALIZED (
  SELECT *, EXISTS (SELECT FROM ${items("b #> '{code,coding}'")} AS c, asked AS a
    WHERE c ->> 'system' = a.system AND c ->> 'code' = a.code) AS is_asked
  FROM found WHERE ${counts('b')}
), seen AS (
  SELECT DISTINCT a.system || '|' || a.code AS name FROM own, ${items("b #> '{code,coding}'")} AS c, asked AS a
  WHERE c ->> 'system' = a.system AND c ->> 'code' = a.code
), members AS (
  SELECT DISTINCT split_part(m ->> 'reference', '/', 2) AS id FROM own, ${items("b -> 'hasMember'")} AS m
  WHERE is_asked AND starts_with(m ->> 'reference', 'Observation/')
), whole AS (
  SELECT id, at, b, is_asked FROM own WHERE id NOT IN (SELECT id FROM members)
  UNION ALL
  SELECT r.id, r.clinical_at, r.body::jsonb, true FROM members AS m JOIN record.resource AS r
    ON r.facility = $1 AND r.type = 'Observation' AND r.id = m.id AND NOT r.deleted AND r.patient = ${patient}
  WHERE ${counts('r.body::jsonb')}
), part AS (
  SELECT id, at, is_asked, b #> '{code,coding}' AS codings, b -> 'valueQuantity' AS q, b ? 'modifierExtension' AS is_modified
  FROM whole WHERE b ? 'valueQuantity' OR NOT (b ? 'component' OR b ? 'hasMember')
  UNION ALL
  SELECT id, at, is_asked, c #> '{code,coding}', c -> 'valueQuantity', b ? 'modifierExtension' OR c ? 'modifierExtension'
  FROM whole, ${items("b -> 'component'")} AS c
), named AS (
  SELECT p.*, coalesce(
    (SELECT c FROM ${items('p.codings')} AS c JOIN asked AS a ON c ->> 'system' = a.system AND c ->> 'code' = a.code LIMIT 1),
    CASE WHEN is_asked THEN p.codings -> 0 END) AS coding
  FROM part AS p
), judged AS (
  SELECT *, jsonb_typeof(q -> 'value') = 'number' AND NOT is_modified AND NOT q ? 'comparator'
    AND q ->> 'system' = 'http://unitsofmeasure.org' AND q ? 'code' AS is_value
  FROM named WHERE coding IS NOT NULL
), grouped AS (
  SELECT coding ->> 'system' AS system, coding ->> 'code' AS code, min(coding ->> 'display') AS display,
    CASE WHEN is_value THEN q ->> 'code' END AS unit_code, min(q ->> 'unit') FILTER (WHERE is_value) AS unit,
    count(*) AS count, min(at) AS first_at, max(at) AS last_at, array_agg(id ORDER BY at DESC NULLS LAST) AS ids,
    coalesce(max(scale((q ->> 'value')::numeric)) FILTER (WHERE is_value), 0) AS scale,
    array_agg((q ->> 'value')::numeric ORDER BY (q ->> 'value')::numeric) FILTER (WHERE is_value) AS v,
    avg((q ->> 'value')::numeric) FILTER (WHERE is_value) AS mean,
    sum((q ->> 'value')::numeric) FILTER (WHERE is_value) AS total,
    stddev_samp((q ->> 'value')::numeric) FILTER (WHERE is_value) AS spread,
    var_samp((q ->> 'value')::numeric) FILTER (WHERE is_value) AS spread_squared
  FROM judged GROUP BY 1, 2, 4
)
SELECT system, code, display, unit, unit_code, count, first_at, last_at, ids, (SELECT array_agg(name) FROM seen) AS seen,
  ${computed.map((name) => `(${said(name)})::text AS "${name}"`).join(', ')}
FROM grouped ORDER BY system, code, unit_code NULLS LAST`
  return (await sql.alone<Measurements>('', text, binder.values)).rows
}
