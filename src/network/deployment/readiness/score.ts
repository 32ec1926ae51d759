import { criteria_on, stand } from '../../it-level/index.ts'
import type { Answered, Criterion } from '../../it-level/contract.ts'
import type { AnsweredQuestion, GroupScore, GuideStanding, ReadinessLevel, SurveyScore } from './contract.ts'
import type { Body } from '../registers/check-body.ts'
import {
  grade_points,
  levels_max,
  points_max,
  questions,
  readiness_groups,
  stage_points,
  type Question,
} from './questions.ts'

/** A line of the registers of equipment, network or security. */
export type RegisterLine = { kind: string; body: Body }
export type Surveyed = { id: string; state: string; body: Body; lines: RegisterLine[]; lines_on: string }

const have_points: Record<string, number> = { none: 0, part: 5, full: points_max }

const number = (body: Body, id: string): number => (typeof body[id] === 'number' ? body[id] : 0)

/** Of what is needed, what is there; a register in which nothing is needed says nothing. */
const equipment_points = (lines: Body[]): number | null => {
  const need = lines.reduce((sum, line) => sum + number(line, 'need'), 0)
  const there = lines.reduce(
    (sum, line) => sum + Math.min(number(line, 'need'), number(line, 'have') + number(line, 'installed')),
    0,
  )
  return need === 0 ? null : (points_max * there) / need
}

const network_points = (lines: Body[]): number | null => {
  if (lines.length === 0) return null
  const has = (use: string): boolean => lines.some((line) => line['use'] === use)
  return has('main') ? (has('spare') || has('private') ? points_max : points_max / 2) : 0
}

const security_points = (lines: Body[]): number | null =>
  lines.length === 0 ? null : Math.min(...lines.map((line) => stage_points[String(line['stage'])] ?? 0))

const of_register = { equipment: equipment_points, network: network_points, security: security_points }

const own = (of: Record<string, number>, answer: unknown): number | null =>
  typeof answer === 'string' && Object.hasOwn(of, answer) ? (of[answer] ?? null) : null

const level_in = (answer: unknown): number | null => {
  const level = typeof answer === 'string' && answer !== '' ? Number(answer) : NaN
  return Number.isInteger(level) && level >= 0 && level <= levels_max ? level : null
}

/** null: not answered, which is not nought. */
const points_of = (question: Question, { body, lines }: Pick<Surveyed, 'body' | 'lines'>): number | null => {
  if (question.how === 'register')
    return of_register[question.kind](lines.filter(({ kind }) => kind === question.kind).map((line) => line.body))
  if (question.how === 'have') return own(have_points, body[question.id])
  if (question.how === 'grade') return own(grade_points, body[question.id])
  const level = level_in(body[question.id])
  return level === null ? null : (points_max * level) / levels_max
}

const tenth = (points: number): number => Math.round(points * 10) / 10

export const answer_questions = (survey: Pick<Surveyed, 'body' | 'lines'>): AnsweredQuestion[] =>
  questions.map((question) => {
    const points = points_of(question, survey)
    return { question: question.id, points: points === null ? null : tenth(points) }
  })

/** What an answer about a whole group says of one criterion of it. */
const by_group = (criterion: Criterion, body: Body): Answered['answer'] | undefined => {
  const question = questions.find((one) => 'of' in one && one.of === criterion.group)
  if (!question || !('of' in question)) return undefined
  if (question.without !== undefined && body[question.without] === 'none') return 'no'
  if (question.how === 'level') {
    const level = level_in(body[question.id])
    return level === null ? undefined : Number(criterion.grade) <= level ? 'yes' : 'no'
  }
  const points = own(grade_points, body[question.id])
  if (points === null) return undefined
  return points >= (criterion.grade === 'advanced' ? grade_points.advanced : grade_points.basic) ? 'yes' : 'no'
}

/** A criterion's own questions go before the one about its group; one “no” is a no, one silence is none. */
const answer_of = (criterion: Criterion, body: Body): Answered['answer'] | undefined => {
  const said = questions.flatMap((question) =>
    question.how === 'have'
      ? question.proves
          .filter((proof) => proof.criterion === criterion.id)
          .map(({ from }) => {
            const points = own(have_points, body[question.id])
            return points === null ? undefined : points >= (have_points[from] ?? 0)
          })
      : [],
  )
  if (said.length === 0) return by_group(criterion, body)
  return said.includes(false) ? 'no' : said.includes(undefined) ? undefined : 'yes'
}

/** The level of TT 54 by the rule of it-level, and of what the next one lacks, what nobody answered. */
const level_of = (body: Body, day: string): ReadinessLevel => {
  const criteria = criteria_on(day)
  const answers = criteria.flatMap((one): Answered[] => {
    const answer = answer_of(one, body)
    return answer === undefined ? [] : [{ criterion: one.id, answer, basis: 'declared', says: 'Phiếu khảo sát' }]
  })
  const answered = new Set(answers.map(({ criterion }) => criterion))
  const { level, groups, next } = stand(answers, day)
  const missing = (next?.missing ?? []).map((id) => ({
    ...{ id, name: criteria.find((one) => one.id === id)?.vi ?? id },
    is_unanswered: !answered.has(id),
  }))
  return {
    ...{ level, groups, missing, next: next?.level ?? null },
    is_sure: next === null || missing.some(({ is_unanswered }) => !is_unanswered),
    ...{ answered: answers.length, criteria: criteria.length },
  }
}

/** Of the guide's clauses, which are met; what is missing with those first that are answered with no. */
const guide_of = (answers: AnsweredQuestion[]): GuideStanding => {
  const points = new Map(answers.map((one) => [one.question, one.points]))
  const asked = questions.flatMap(({ id, name, clause }) =>
    clause ? [{ id, name, clause: clause.text, points: points.get(id) ?? null }] : [],
  )
  return {
    met: asked.filter((one) => one.points === points_max).length,
    answered: asked.filter((one) => one.points !== null).length,
    asked: asked.length,
    missing: asked
      .filter((one) => one.points !== points_max)
      .map(({ points: reached, ...one }) => ({
        ...one,
        is_unanswered: reached === null,
        is_part: reached !== null && reached > 0,
      })),
  }
}

const add_up = (answers: AnsweredQuestion[]): Omit<GroupScore, 'group' | 'delta'> => {
  const told = answers.flatMap(({ points }) => points ?? [])
  const points = tenth(told.reduce((sum, one) => sum + one, 0))
  const max = told.length * points_max
  return {
    ...{ points, max, answered: told.length, asked: answers.length },
    percent: max === 0 ? null : tenth((points / max) * 100),
  }
}

/** By how many points it became more, over what was answered both times; null: nothing was. */
const delta_of = (now: AnsweredQuestion[], before: AnsweredQuestion[]): number | null => {
  const earlier = new Map(before.map(({ question, points }) => [question, points]))
  const both = now.flatMap(({ question, points }) => {
    const was = earlier.get(question) ?? null
    return points === null || was === null ? [] : [points - was]
  })
  return both.length === 0 ? null : tenth(both.reduce((sum, one) => sum + one, 0))
}

const in_group = (answers: AnsweredQuestion[], group: string): AnsweredQuestion[] =>
  answers.filter(({ question }) => questions.find(({ id }) => id === question)?.group === group)

/** One survey by the rule, beside the one before it. @param before undefined: it is the first */
export const score_survey = (survey: Surveyed, before?: SurveyScore): SurveyScore => {
  const answers = answer_questions(survey)
  const { body } = survey
  const on = String(body['on'])
  const delta = (group: string | undefined): number | null => {
    if (!before) return null
    return group === undefined
      ? delta_of(answers, before.answers)
      : delta_of(in_group(answers, group), in_group(before.answers, group))
  }
  return {
    ...{ id: survey.id, on, state: survey.state, lines_on: survey.lines_on, answers },
    groups: readiness_groups.map(({ id }) => ({ group: id, ...add_up(in_group(answers, id)), delta: delta(id) })),
    total: { ...add_up(answers), delta: delta(undefined) },
    level: level_of(body, on),
    guide: guide_of(answers),
    said_level: typeof body['it_level'] === 'number' ? body['it_level'] : null,
  }
}

/** Fewer would tell of single facilities. */
export const average_min = 5

const mean = (values: number[]): number | null =>
  values.length < average_min ? null : tenth(values.reduce((sum, one) => sum + one, 0) / values.length)

/** What the province reaches on average, of the facilities that answered anything of a group. */
export const average_of = (scores: SurveyScore[]) => ({
  facilities: scores.length,
  total: mean(scores.flatMap(({ total }) => total.percent ?? [])),
  groups: readiness_groups.map(({ id }) => ({
    group: id,
    percent: mean(scores.flatMap(({ groups }) => groups.find(({ group }) => group === id)?.percent ?? [])),
  })),
})
