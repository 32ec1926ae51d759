import { shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { criteria_on } from '../../it-level/index.ts'
import { list_directory } from '../../membership/index.ts'
import type { Body } from '../registers/check-body.ts'
import type { Readiness, ReadinessList, ReadinessRule, SurveyScore } from './contract.ts'
import { questions, readiness_groups, readiness_rule, type Question } from './questions.ts'
import { average_of, score_survey, type RegisterLine, type Surveyed } from './score.ts'

const shown_max = 4

const says_of = (question: Question): string => {
  if (question.how === 'register') return question.says
  if (question.how === 'have') return 'Chưa có 0, có chưa đủ 5, đủ 10.'
  return question.how === 'grade' ? 'Chưa đạt 0, cơ bản 5, nâng cao 10.' : '10 × mức ÷ 7.'
}

/** The rule as a person opens it: what each answer is worth, and for which criteria of TT 54 it speaks. */
const rule_on = (day: string): ReadinessRule => {
  const criteria = criteria_on(day)
  const spoken_for = (question: Question): string[] =>
    question.how === 'have' ? question.proves.map(({ criterion }) => criterion) : []
  return {
    ...{ ...readiness_rule, groups: readiness_groups },
    questions: questions.map((question) => {
      const ids = new Set(spoken_for(question))
      return {
        ...{ id: question.id, group: question.group, name: question.name, says: says_of(question) },
        ...(question.clause ? { clause: question.clause } : {}),
        criteria: criteria
          .filter(({ id }) => ids.has(id))
          .map(({ id, vi, confidence }) => ({ id, name: vi, confidence })),
      }
    }),
  }
}

type Newest = { facility: string | null; survey: string | null; state: string; body: Body; lines: RegisterLine[] }

const newest_scores = async (sql: Sql, today: string): Promise<{ facility: string | null; score: SurveyScore }[]> => {
  const { rows } = await sql.query<Newest>('SELECT * FROM deployment.newest_surveys()')
  return rows.map(({ facility, survey, ...one }) => ({
    facility,
    score: score_survey({ ...one, id: survey ?? '', lines_on: today }),
  }))
}

type SurveyRow = { id: string; state: string; body: Body }

const surveys_sql = `SELECT id, state, body FROM deployment.entry WHERE facility = $1 AND kind = 'survey'
  AND state <> 'void' ORDER BY body ->> 'on' DESC, updated_at DESC LIMIT ${shown_max}`

/** Lines of the registers as they stood at the end of a day: of each its last version until then. */
const lines_sql = `
WITH line AS MATERIALIZED (
  SELECT id, kind, state, body, version, updated_at FROM deployment.entry WHERE facility = $1 AND kind = ANY ($2)
  UNION ALL
  SELECT id, kind, state, body, version, updated_at FROM deployment.entry_past WHERE facility = $1 AND kind = ANY ($2)
)
SELECT d.day::text, l.kind, l.body FROM unnest($3::date[]) AS d (day) CROSS JOIN LATERAL (
  SELECT DISTINCT ON (id) id, kind, state, body FROM line WHERE counters.day_of(updated_at) <= d.day
  ORDER BY id, version DESC) AS l WHERE l.state <> 'void'`

/** The earlier survey tells of the registers until the day before the next; the newest of today's. */
const with_lines = async (sql: Sql, facility: string, rows: SurveyRow[], today: string): Promise<Surveyed[]> => {
  const days = rows.map((_, i) => {
    const next = rows[i + 1]?.body['on']
    return typeof next === 'string' ? shift_days(next, -1) : today
  })
  const kinds = ['equipment', 'network', 'security']
  const { rows: lines } = await sql.query<RegisterLine & { day: string }>(lines_sql, [facility, kinds, days])
  return rows.map((row, i) => {
    const lines_on = days[i] ?? today
    return { ...row, lines_on, lines: lines.filter(({ day }) => day === lines_on) }
  })
}

/** A facility's latest surveys by the rule, each beside the one before it and the province's average. */
export const show_readiness = async (
  sql: Sql,
  facility: string,
  today: string,
): Promise<Omit<Readiness, 'may_compare'>> => {
  const { rows } = await sql.query<SurveyRow>(surveys_sql, [facility])
  const surveys = await with_lines(sql, facility, rows.toReversed(), today)
  const scores = surveys.reduce<SurveyScore[]>((all, one) => [...all, score_survey(one, all.at(-1))], [])
  const average = average_of((await newest_scores(sql, today)).map(({ score }) => score))
  return { rule: rule_on(today), scores, average }
}

/** Every facility of the plan beside one another; who has sent no survey stands there without a score. */
export const list_readiness = async (sql: Sql, today: string, members: readonly string[]): Promise<ReadinessList> => {
  const [directory, newest] = [await list_directory(sql, {}), await newest_scores(sql, today)]
  const name_of = new Map(directory.map(({ code, name }) => [code, name]))
  const score_of = new Map(newest.map(({ facility, score }) => [facility, score]))
  const codes = new Set([...members, ...newest.flatMap(({ facility }) => facility ?? [])])
  const rows = [...codes].map((code) => ({
    ...{ facility: code, name: name_of.get(code) ?? code, score: score_of.get(code) ?? null },
  }))
  return {
    ...{ rule: rule_on(today), average: average_of(newest.map(({ score }) => score)) },
    rows: rows.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
  }
}
