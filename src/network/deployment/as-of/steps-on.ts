import { shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Milestone, PlannedMilestone, Week } from '../contract.ts'
import type { AsOf } from './as-of.ts'

export type MemberOn = { code: string; place: number; joined_on: string; left_on: string | null }

/** Words of one step of one facility, the earliest first. */
type Word = { day: string; percent: number; lacks?: string; by?: string }
export type Words = { facility: string; step: string; words: Word[] }

/** Whoever took part up to that day, also who left before it. */
export const list_members_until = async (sql: Sql, programme: string, day: string): Promise<MemberOn[]> =>
  (
    await sql.query<MemberOn>(
      `SELECT facility AS code, place, joined_on::text, left_on::text FROM deployment.member
       WHERE programme = $1 AND joined_on <= $2 ORDER BY place, facility`,
      [programme, day],
    )
  ).rows

export const takes_part = ({ joined_on, left_on }: MemberOn, day: string): boolean =>
  joined_on <= day && (left_on === null || left_on > day)

export const list_words_on = async (sql: Sql, programme: string, { day, known_by }: AsOf): Promise<Words[]> =>
  (
    await sql.query<Words>(
      `SELECT facility, step, jsonb_agg(jsonb_build_object('day', day, 'percent', percent,
         'lacks', lacks, 'by', said_by) ORDER BY day, serial) AS words
       FROM deployment.progress WHERE programme = $1 AND day <= $2 AND ($3::timestamptz IS NULL OR said_at < $3)
       GROUP BY facility, step`,
      [programme, day, known_by],
    )
  ).rows

/** The plan of each facility that was approved by then. */
export const list_plans_on = async (
  sql: Sql,
  programme: string,
  { known_by }: AsOf,
): Promise<Map<string, PlannedMilestone[]>> => {
  const { rows } = await sql.query<{ facility: string; milestones: PlannedMilestone[] }>(
    `SELECT DISTINCT ON (facility) facility, milestones FROM deployment.plan
     WHERE programme = $1 AND state = 'approved' AND ($2::timestamptz IS NULL OR decided_at < $2)
     ORDER BY facility, version DESC`,
    [programme, known_by],
  )
  return new Map(rows.map(({ facility, milestones }) => [facility, milestones]))
}

/** The last word counts; what is done is done since the first of its unbroken words, as `plan/progress.ts` settles it. */
export const where_step_stands = (words: Word[]): Pick<Milestone, 'percent' | 'done_on' | 'lacks' | 'lacks_by'> => {
  const { percent = 0, lacks = '', by = '' } = words.at(-1) ?? {}
  const first = words.findLastIndex((word) => word.percent < 100) + 1
  const done_on = percent === 100 ? (words[first]?.day ?? null) : null
  return { percent, done_on, lacks, lacks_by: lacks === '' ? '' : by }
}

const days_of_week = 7

/** Ends of weeks from the programme's first until that day, which ends the last one early. */
const ends_of_weeks = (from_day: string, day: string): string[] => {
  const weekday = new Date(`${from_day}T00:00:00Z`).getUTCDay()
  const ends: string[] = []
  for (let end = shift_days(from_day, (days_of_week - weekday) % days_of_week); end < day; end = shift_days(end, 7))
    ends.push(end)
  return [...ends, day]
}

type Said = { members: MemberOn[]; words: Words[]; steps: readonly string[]; from_day: string }

/** What hub.count_programme counts, from what was known by then. */
export const weeks_until = ({ members, words, steps, from_day }: Said, day: string): Week[] => {
  const by_facility = Map.groupBy(
    words.filter(({ step }) => steps.includes(step)),
    ({ facility }) => facility,
  )
  return ends_of_weeks(from_day, day).map((end) => {
    const taking = members.filter((member) => takes_part(member, end))
    const stands = taking.flatMap(({ code }) =>
      (by_facility.get(code) ?? []).map((one) => ({
        step: one.step,
        percent: one.words.findLast((word) => word.day <= end)?.percent ?? 0,
      })),
    )
    const sum = stands.reduce((total, { percent }) => total + percent, 0)
    return {
      ...{ day: end, facilities: taking.length },
      operating: stands.filter(({ step, percent }) => step === 'operation' && percent === 100).length,
      percent: taking.length === 0 ? 0 : sum / (taking.length * steps.length),
    }
  })
}
