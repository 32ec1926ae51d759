import { Fragment } from 'react'
import { say_day, say_number } from '../../board/web/figures.ts'
import type { EntryLine, Register } from '../contract.ts'
import type { Readiness, Score, SurveyScore } from '../readiness/contract.ts'
import { use_words } from './readiness-words.ts'
import { show_value } from './show-value.ts'

/** "+5", "−2,5": a minus people can see. */
export const say_delta = (delta: number): string =>
  `${delta > 0 ? '+' : delta < 0 ? '−' : '±'}${say_number(Math.abs(delta), 1)}`

const Delta = ({ delta }: { delta: number | null }) => {
  const words = use_words()
  if (delta === null) return null
  const tone = delta > 0 ? 'green' : delta < 0 ? 'red' : 'muted'
  return (
    <small className={`ready-delta ${tone}`} title={`${words.delta(say_delta(delta))}. ${words.delta_note}`}>
      {say_delta(delta)}
    </small>
  )
}

/** Percent, points and how much is answered; nothing answered is no nought. */
export const ScoreCell = ({ score }: { score: Score }) => {
  const words = use_words()
  if (score.percent === null) return <span className="muted">{words.unanswered}</span>
  return (
    <span className="ready-score" title={words.answered(score.answered, score.asked)}>
      <b>{say_number(score.percent)} %</b> <Delta delta={score.delta} />
      <small className="muted block">
        {say_number(score.points, 1)}/{say_number(score.max)} · {score.answered}/{score.asked}
      </small>
    </span>
  )
}

type ReadinessTableProps = { readiness: Readiness; register: Register; entries: EntryLine[] }

/** Groups with their questions down, surveys across, the province's average beside them. */
export const ReadinessTable = ({ readiness, register, entries }: ReadinessTableProps) => {
  const words = use_words()
  const { rule, scores, average } = readiness
  const percent = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : `${say_number(value)} %`
  return (
    <div className="card scroll-x">
      <table className="dep-table ready-table">
        <thead>
          <tr>
            <th>{words.group}</th>
            {scores.map(({ id, on, state, lines_on }) => (
              <th key={id} title={words.registers_on(say_day(lines_on))}>
                {say_day(on)} <span className="muted">{words.states[state]}</span>
              </th>
            ))}
            <th title={words.average_note(average.facilities)}>{words.average}</th>
          </tr>
        </thead>
        <tbody>
          {rule.groups.map((group) => (
            <Fragment key={group.id}>
              <tr className="ready-group">
                <th scope="row">{group.name}</th>
                {scores.map((score) => {
                  const own = score.groups.find((one) => one.group === group.id)
                  return <td key={score.id}>{own && <ScoreCell score={own} />}</td>
                })}
                <td>{percent(average.groups.find((one) => one.group === group.id)?.percent)}</td>
              </tr>
              {rule.questions
                .filter((question) => question.group === group.id)
                .map((question) => (
                  <tr key={question.id}>
                    <td className="ready-question">{question.name}</td>
                    {scores.map((score) => (
                      <AnswerCell key={score.id} {...{ score, register, entries }} question={question.id} />
                    ))}
                    <td />
                  </tr>
                ))}
            </Fragment>
          ))}
          <tr className="ready-group">
            <th scope="row">{words.total}</th>
            {scores.map((score) => (
              <td key={score.id}>
                <ScoreCell score={score.total} />
              </td>
            ))}
            <td>{percent(average.total)}</td>
          </tr>
          <tr>
            <th scope="row">{words.level_row}</th>
            {scores.map(({ id, level, said_level }) => (
              <td key={id}>
                <b>{level.is_sure ? words.level(level.level) : words.at_least(level.level)}</b>
                {said_level !== null && <small className="muted block">{words.said(said_level)}</small>}
              </td>
            ))}
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

type AnswerCellProps = { score: SurveyScore; question: string; register: Register; entries: EntryLine[] }

const AnswerCell = ({ score, question, register, entries }: AnswerCellProps) => {
  const words = use_words()
  const points = score.answers.find((one) => one.question === question)?.points ?? null
  if (points === null) return <td className="muted">{words.unanswered}</td>
  const field = register.fields.find(({ id }) => id === question)
  const value = entries.find(({ id }) => id === score.id)?.body[question]
  const said = field ? show_value(field, value, { yes: '', no: '' }) : words.points(say_number(points, 1))
  const tone = points === 0 ? 'none' : points >= 10 ? 'full' : ''
  return (
    <td className={`dep-answer ${tone}`} title={words.points(say_number(points, 1))}>
      {said}
    </td>
  )
}
