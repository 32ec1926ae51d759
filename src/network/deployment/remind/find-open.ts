import { format_date, local_date, shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { declaration_year, declared_in } from '../../it-level/index.ts'
import { list_silent } from '../../monitor/index.ts'
import { list_waiting_plans } from '../plan/plans.ts'
import { list_milestones } from '../plan/progress.ts'
import { list_programmes } from '../programme/programmes.ts'
import { name_of_step } from '../programme/steps.ts'
import { get_register, registers } from '../registers/registers.ts'
import { title_of } from '../registers/title-of.ts'
import { find_tasks } from './find-tasks.ts'

/** Of everybody, or of one facility. */
export type Whose = { today: string; facility?: string }

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

/** Who takes part in which programme on that day: a house that left is no longer reminded of its steps. */
const find_taking = async (sql: Sql, { today }: Whose): Promise<(facility: string, programme: string) => boolean> => {
  const { rows } = await sql.query<{ facility: string; programme: string }>(
    'SELECT facility, programme FROM deployment.member WHERE joined_on <= $1 AND (left_on IS NULL OR left_on > $1)',
    [today],
  )
  const taking = new Set(rows.map(({ facility, programme }) => `${facility} ${programme}`))
  return (facility, programme) => taking.has(`${facility} ${programme}`)
}

/** Steps of every programme, of who takes part in it; its name is said where there is more than one. */
const find_steps = async (sql: Sql, whose: Whose): Promise<Open[]> => {
  const [programmes, takes_part] = [await list_programmes(sql), await find_taking(sql, whose)]
  const open: Open[] = []
  for (const { id, name } of programmes)
    for (const { facility, step, due, percent } of await list_milestones(sql, id, whose.today, whose.facility))
      if (percent < 100 && takes_part(facility, id))
        open.push({
          ...{ facility, about: `step/${id}/${step}`, kind: 'step', state: '', due, has_deadline: true },
          name: `Bước ${name_of_step(step)}${many(programmes.length, name)}`,
        })
  return open
}

/**
 * Lines of every register with a day; what was accepted has none any more, and of what is looked at again only the latest
 * look has one. Of a house that left every programme only what waits for the Sở's word. No limit: the oldest matters most.
 */
const lines_sql = `
SELECT facility, id, kind, state, body, coalesce(due::text, body ->> 'ends_on') AS due FROM deployment.entry AS e
WHERE ($3::text IS NULL OR facility = $3) AND state = ANY ($1) AND (due IS NOT NULL OR (kind = 'certificates' AND body ->> 'ends_on' <> ''))
  AND coalesce(body ->> 'stage', '') NOT IN ('accepted', 'cancelled')
  AND NOT EXISTS (SELECT FROM deployment.entry AS l WHERE e.kind = 'site_check' AND l.facility = e.facility
    AND l.kind = e.kind AND l.state <> 'void' AND l.body ->> 'item' = e.body ->> 'item' AND l.body ->> 'on' > e.body ->> 'on')
  AND (state = 'submitted' OR NOT EXISTS (SELECT FROM deployment.member AS m WHERE m.facility = e.facility)
    OR EXISTS (SELECT FROM deployment.member AS m WHERE m.facility = e.facility AND (m.left_on IS NULL OR m.left_on > $2)))`

const open_states = ['open', 'submitted', 'approved', 'recorded', 'returned']

type Line = Pick<Open, 'facility' | 'kind' | 'state' | 'due'> & {
  id: string
  body: Record<string, string | number | boolean>
}

const is_done = ({ kind, body }: Line): boolean => {
  const { done_on } = get_register(kind)
  return done_on !== undefined && Boolean(body[done_on])
}

const find_lines = async (sql: Sql, { today, facility: one }: Whose): Promise<Open[]> => {
  const { rows } = await sql.query<Line>(lines_sql, [open_states, today, one ?? null])
  return rows
    .filter((row) => !is_done(row))
    .map(({ facility, id, kind, state, body, due }) => ({
      ...{ facility, about: `entry/${id}`, state, due, has_deadline: true },
      kind: kind === 'certificates' ? 'certificate' : kind,
      name: `${get_register(kind).name}: ${title_of(get_register(kind), body)}`,
    }))
}

/** What was sent to the Sở and not decided: since the day it was sent. */
const undecided_sql = `
SELECT facility, id, kind, body, counters.day_of(updated_at)::text AS due FROM deployment.entry
WHERE ($2::text IS NULL OR facility = $2) AND state = 'submitted' AND kind = ANY ($1)`

const approved_kinds = registers.filter(({ flow }) => flow === 'approve').map(({ kind }) => kind)

const find_undecided = async (sql: Sql, { facility: only }: Whose): Promise<Open[]> => {
  const one = { kind: 'undecided', state: 'submitted', has_deadline: false }
  const { rows } = await sql.query<Line>(undecided_sql, [approved_kinds, only ?? null])
  const lines = rows.map(({ facility, id, kind, body, due }) => ({
    ...{ ...one, facility, about: `undecided/${id}`, due },
    name: `${get_register(kind).name}: ${title_of(get_register(kind), body)}, gửi ngày ${format_date(due)},`,
  }))
  const plans = (await list_waiting_plans(sql)).flatMap(({ facility, programme, programme_name, submitted_at }) => {
    if (submitted_at === null || (only !== undefined && facility !== only)) return []
    const due = local_date(new Date(submitted_at))
    const name = `Kế hoạch (${programme_name}), gửi ngày ${format_date(due)},`
    return [{ ...one, facility, about: `undecided/plan/${programme}`, due, name }]
  })
  return [...lines, ...plans]
}

/** Who takes part and has sent no plan (or only one that came back), and no survey. */
const unsent_sql = `
SELECT m.facility, m.programme, g.name, m.joined_on::text AS due,
  NOT EXISTS (SELECT FROM deployment.plan AS p WHERE p.facility = m.facility AND p.programme = m.programme
    AND p.state IN ('submitted', 'approved')) AS plan,
  NOT EXISTS (SELECT FROM deployment.entry AS e WHERE e.facility = m.facility AND e.kind = 'survey'
    AND e.state IN ('submitted', 'approved')) AS survey,
  count(*) OVER (PARTITION BY m.facility) AS programmes
FROM deployment.member AS m JOIN hub.programme AS g ON g.id = m.programme
WHERE m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on > $1) AND g.from_day <= $1
  AND ($2::text IS NULL OR m.facility = $2)`

type Unsent = { facility: string; programme: string; name: string; due: string } & {
  plan: boolean
  survey: boolean
  programmes: number
}

const find_unsent = async (sql: Sql, { today, facility: only }: Whose): Promise<Open[]> =>
  (await sql.query<Unsent>(unsent_sql, [today, only ?? null])).rows.flatMap((row) => {
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
FROM hub.day_count WHERE state = 'gap' AND kind <> '' AND day BETWEEN $1 AND $2
  AND ($3::text IS NULL OR facility = $3) GROUP BY 1, 2`

const find_gaps = async (sql: Sql, { today, facility: only }: Whose): Promise<Open[]> => {
  const { rows } = await sql.query<{ facility: string; due: string; days: number; missing: number }>(gaps_sql, [
    ...[shift_days(today, -gap_days), today, only ?? null],
  ])
  return rows.map(({ facility, due, days, missing }) => ({
    ...{ facility, about: 'gap', kind: 'gap', state: '', due, has_deadline: false },
    name: `Giấy tờ tuần ${format_date(shift_days(due, -6))} – ${format_date(due)} ${missing > 0 ? `thiếu ${missing}` : 'lệch số'} ở ${days} ngày,`,
  }))
}

const find_silences = async (sql: Sql, { facility: only }: Whose): Promise<Open[]> => {
  // Silence is a matter of the clock: it is judged as of now, on whatever day one looks.
  const { silent } = await list_silent(sql, { day: local_date(new Date()), known_by: null })
  return silent
    .filter(({ facility }) => only === undefined || facility === only)
    .map(({ facility, last_word_at }) => {
      const due = local_date(new Date(last_word_at))
      const name = `Mất tín hiệu từ ${format_date(due)},`
      return { ...{ facility, about: 'silence', kind: 'silence', state: '', due, has_deadline: false }, name }
    })
}

/** Who takes part in a programme and has to declare its level: hospitals, and who else of the members treats people. */
const declaring_sql = `
SELECT DISTINCT m.facility FROM deployment.member AS m JOIN hub.facility AS f ON f.code = m.facility
WHERE m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on > $1) AND ($2::text IS NULL OR m.facility = $2)
  AND (f.kind = 'hospital' OR (f.kind NOT IN ('authority', 'pharmacy') AND f.membership = 'approved'))`

/** Who has not declared its level of TT 54 for the year; in January that of the year before. */
const find_undeclared = async (sql: Sql, { today, facility: only }: Whose): Promise<Open[]> => {
  const { rows } = await sql.query<{ facility: string }>(declaring_sql, [today, only ?? null])
  const year = declaration_year(today)
  const declared = await declared_in(sql, year, { known_by: null })
  return rows
    .filter(({ facility }) => !declared.has(facility))
    .map(({ facility }) => ({
      ...{ facility, about: `declaration/${year}`, kind: 'declaration', state: '', due: `${year}-12-31` },
      ...{ has_deadline: true, name: `Khai báo mức ứng dụng CNTT năm ${year}` },
    }))
}

/** Merged or closed: nobody is there whom one could remind, and nothing of it to be decided. */
const find_ended = async (sql: Sql, today: string): Promise<Set<string>> => {
  const { rows } = await sql.query<{ code: string }>('SELECT code FROM hub.facility WHERE valid_to <= $1', [today])
  return new Set(rows.map(({ code }) => code))
}

/** Everything of which somebody may have to be reminded. To be asked in as_oversight; of one facility also in its own part. */
export const find_open = async (sql: Sql, whose: Whose): Promise<Open[]> => {
  const ended = await find_ended(sql, whose.today)
  const open = [
    ...(await find_steps(sql, whose)),
    ...(await find_tasks(sql, whose)),
    ...(await find_lines(sql, whose)),
    ...(await find_undecided(sql, whose)),
    ...(await find_unsent(sql, whose)),
    ...(await find_undeclared(sql, whose)),
    ...(await find_gaps(sql, whose)),
    ...(await find_silences(sql, whose)),
  ]
  return open.filter(({ facility }) => !ended.has(facility))
}
