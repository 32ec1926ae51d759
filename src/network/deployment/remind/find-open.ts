import { format_date, shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { show_matrix_on } from '../../it-level/index.ts'
import { summarise_facilities } from '../../monitor/index.ts'
import { list_milestones } from '../plan/progress.ts'
import { list_programmes } from '../programme/programmes.ts'
import { name_of_step } from '../programme/steps.ts'
import { get_register } from '../registers/registers.ts'
import { title_of } from '../registers/title-of.ts'
import { find_tasks } from './find-tasks.ts'

/** Something that is not done yet: what a rule may speak of. */
export type Open = {
  facility: string
  /** What it is, the same as long as it is the same thing: each rule speaks once of it and its day. */
  about: string
  /** A rule's subject, or the kind of a register. */
  kind: string
  state: string
  /** The deadline; of what has none, the day it began. */
  due: string
  name: string
  /** Whether `due` is said as a deadline. */
  has_deadline: boolean
}

const many = (names: number, name: string): string => (names > 1 ? ` (${name})` : '')

/** Steps of every programme; its name is said where there is more than one. */
const find_steps = async (sql: Sql, today: string): Promise<Open[]> => {
  const programmes = await list_programmes(sql)
  const open: Open[] = []
  for (const { id, name } of programmes)
    for (const { facility, step, due, percent } of await list_milestones(sql, id, today))
      if (percent < 100)
        open.push({
          ...{ facility, about: `step/${id}/${step}`, kind: 'step', state: '', due, has_deadline: true },
          name: `Bước ${name_of_step(step)}${many(programmes.length, name)}`,
        })
  return open
}

/** Lines of every register with a day; what was accepted has none any more. No limit: the oldest matters most. */
const lines_sql = `
SELECT facility, id, kind, state, body, coalesce(due::text, body ->> 'ends_on') AS due FROM deployment.entry
WHERE state = ANY ($1) AND (due IS NOT NULL OR (kind = 'certificates' AND body ->> 'ends_on' <> ''))
  AND coalesce(body ->> 'stage', '') <> 'accepted'`

const open_states = ['open', 'submitted', 'approved', 'recorded', 'returned']

type Line = Pick<Open, 'facility' | 'kind' | 'state' | 'due'> & {
  id: string
  body: Record<string, string | number | boolean>
}

const find_lines = async (sql: Sql): Promise<Open[]> =>
  (await sql.query<Line>(lines_sql, [open_states])).rows.map(({ facility, id, kind, state, body, due }) => ({
    ...{ facility, about: `entry/${id}`, state, due, has_deadline: true },
    kind: kind === 'certificates' ? 'certificate' : kind,
    name: `${get_register(kind).name}: ${title_of(get_register(kind), body)}`,
  }))

/** Who takes part and has sent no plan (or only one that came back), and no survey. */
const unsent_sql = `
SELECT m.facility, m.programme, g.name, m.joined_on::text AS due,
  NOT EXISTS (SELECT FROM deployment.plan AS p WHERE p.facility = m.facility AND p.programme = m.programme
    AND p.state IN ('submitted', 'approved')) AS plan,
  NOT EXISTS (SELECT FROM deployment.entry AS e WHERE e.facility = m.facility AND e.kind = 'survey'
    AND e.state IN ('submitted', 'approved')) AS survey,
  count(*) OVER (PARTITION BY m.facility) AS programmes
FROM deployment.member AS m JOIN hub.programme AS g ON g.id = m.programme
WHERE m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on > $1) AND g.from_day <= $1`

type Unsent = { facility: string; programme: string; name: string; due: string } & {
  plan: boolean
  survey: boolean
  programmes: number
}

const find_unsent = async (sql: Sql, today: string): Promise<Open[]> =>
  (await sql.query<Unsent>(unsent_sql, [today])).rows.flatMap((row) => {
    const one = { facility: row.facility, state: '', due: row.due, has_deadline: false }
    const since = `tham gia từ ${format_date(row.due)}`
    const plan = { ...one, about: `plan/${row.programme}`, kind: 'plan' }
    const survey = { ...one, about: `survey/${row.programme}`, kind: 'survey' }
    return [
      ...(row.plan ? [{ ...plan, name: `Kế hoạch${many(row.programmes, row.name)}, ${since},` }] : []),
      ...(row.survey ? [{ ...survey, name: `Phiếu khảo sát, ${since},` }] : []),
    ]
  })

/** Older gaps cannot be put right any more; they stay on the facility's page. */
const gap_days = 62

/** A week that lacks papers is one matter, however many days and kinds it has: else somebody is told seven times. */
const gaps_sql = `
SELECT facility, (date_trunc('week', day) + interval '6 days')::date::text AS due, count(DISTINCT day)::integer AS days,
  sum(missing)::integer AS missing
FROM hub.day_count WHERE state = 'gap' AND kind <> '' AND day BETWEEN $1 AND $2 GROUP BY 1, 2`

const find_gaps = async (sql: Sql, today: string): Promise<Open[]> => {
  const { rows } = await sql.query<{ facility: string; due: string; days: number; missing: number }>(gaps_sql, [
    ...[shift_days(today, -gap_days), today],
  ])
  return rows.map(({ facility, due, days, missing }) => ({
    ...{ facility, about: 'gap', kind: 'gap', state: '', due, has_deadline: false },
    name: `Giấy tờ tuần ${format_date(shift_days(due, -6))} – ${format_date(due)} ${missing > 0 ? `thiếu ${missing}` : 'lệch số'} ở ${days} ngày,`,
  }))
}

const find_silences = async (sql: Sql): Promise<Open[]> =>
  [...(await summarise_facilities(sql)).values()].flatMap(({ facility, attention }) =>
    attention?.what === 'silent'
      ? [
          {
            ...{ facility, about: 'silence', kind: 'silence', state: '', due: attention.day, has_deadline: false },
            name: `Mất tín hiệu từ ${format_date(attention.day)},`,
          },
        ]
      : [],
  )

/** Who takes part and has not declared its level of TT 54 for the year; in January that of the year before. */
const find_undeclared = async (sql: Sql, today: string): Promise<Open[]> => {
  const { rows } = await sql.query<{ facility: string }>(
    'SELECT DISTINCT facility FROM deployment.member WHERE joined_on <= $1 AND (left_on IS NULL OR left_on > $1)',
    [today],
  )
  const taking = new Set(rows.map(({ facility }) => facility))
  const { year, facilities } = await show_matrix_on(sql, { day: today, known_by: null })
  return facilities
    .filter(({ facility, declared_at }) => taking.has(facility) && declared_at === null)
    .map(({ facility }) => ({
      ...{ facility, about: `declaration/${year}`, kind: 'declaration', state: '', due: `${year}-12-31` },
      ...{ has_deadline: true, name: `Khai báo mức ứng dụng CNTT năm ${year}` },
    }))
}

/** Everything of which somebody may have to be reminded. To be asked in as_oversight. */
export const find_open = async (sql: Sql, today: string): Promise<Open[]> => [
  ...(await find_steps(sql, today)),
  ...(await find_tasks(sql)),
  ...(await find_lines(sql)),
  ...(await find_unsent(sql, today)),
  ...(await find_undeclared(sql, today)),
  ...(await find_gaps(sql, today)),
  ...(await find_silences(sql)),
]
