import { Link } from 'wouter'
import { say_day } from '../../board/web/figures.ts'
import type { ReadinessRule as Rule } from '../readiness/contract.ts'
import { use_words } from './readiness-words.ts'

/** The written rule: from when, from where, what each answer is worth and which criteria it speaks for. */
export const ReadinessRule = ({ rule }: { rule: Rule }) => {
  const words = use_words()
  return (
    <details className="card ready-rule">
      <summary>
        {words.rule_open} <span className="muted small">{words.rule(rule.id, say_day(rule.from_day))}</span>
      </summary>
      <ul>
        {rule.says.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="muted small">
        {words.source}: {rule.source}
      </p>
      <div className="scroll-x">
        <table className="dep-table">
          <thead>
            <tr>
              <th>{words.group}</th>
              <th>{words.how}</th>
              <th>{words.criteria}</th>
            </tr>
          </thead>
          <tbody>
            {rule.questions.map((question) => (
              <tr key={question.id}>
                <td>
                  {question.name}
                  <small className="muted block">{rule.groups.find(({ id }) => id === question.group)?.name}</small>
                </td>
                <td>{question.says}</td>
                <td>
                  {question.clause && (
                    <span className="block">
                      {question.clause.text}{' '}
                      <small className="muted">{words.confidence[question.clause.confidence]}</small>
                    </span>
                  )}
                  {question.criteria.map(({ id, name, confidence }) => (
                    <span key={id} className="block">
                      <Link href={`/so/muc-cntt/tieu-chi#${id}`}>{name}</Link>{' '}
                      <small className="muted">{words.confidence[confidence]}</small>
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
