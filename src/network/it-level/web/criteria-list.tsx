import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Button, Segments, show_moment, use_language } from '../../../base/ui/index.ts'
import type { Answer, Answered, Criterion, GroupId, Standing } from '../contract.ts'
import { use_words } from './words.ts'

const marks: Record<Answer, string> = { yes: '✓', no: '✕', na: '–' }

type CriteriaListProps = {
  criteria: Criterion[]
  answers: Answered[]
  standing: Standing
  doubted: ReadonlySet<string>
  /** Absent: nothing is answered here. */
  declare?: (criterion: Criterion, answered: Answered) => void
}

/** Every criterion with its answer and the reason; first what the next level lacks. */
export const CriteriaList = ({ criteria, answers, standing, doubted, declare }: CriteriaListProps) => {
  const words = use_words()
  const { next } = standing
  const [shown, show] = useState<'missing' | GroupId | 'all'>(next ? 'missing' : 'all')
  const missing = new Set(next?.missing)
  const by_id = new Map(answers.map((one) => [one.criterion, one]))
  const listed = criteria.filter(({ id, group }) =>
    shown === 'missing' ? missing.has(id) : shown === 'all' || shown === group,
  )
  const groups = [...new Set(criteria.map(({ group }) => group))]
  return (
    <section className="level-criteria">
      <div className="level-filter">
        <Segments
          label={words.title}
          value={shown}
          options={[
            ...(next ? [{ value: 'missing' as const, label: words.missing(next.level) }] : []),
            ...groups.map((group) => ({ value: group, label: words.groups[group] })),
            { value: 'all' as const, label: words.all },
          ]}
          choose={show}
        />
      </div>
      <ul className="card level-list">
        {listed.map((criterion) => {
          const answered = by_id.get(criterion.id)
          return (
            answered && (
              <CriterionLine
                key={criterion.id}
                {...{ criterion, answered, declare }}
                is_doubted={doubted.has(criterion.id)}
              />
            )
          )
        })}
        {listed.length === 0 && <li className="muted">{words.no_missing}</li>}
      </ul>
    </section>
  )
}

type LineProps = {
  criterion: Criterion
  answered: Answered
  is_doubted: boolean
  declare: CriteriaListProps['declare']
}

const CriterionLine = ({ criterion, answered, is_doubted, declare }: LineProps) => {
  const words = use_words()
  const { language } = use_language()
  const [location] = useLocation()
  const book = `${location.startsWith('/so') ? '/so' : ''}/muc-cntt/tieu-chi`
  const { grade } = criterion
  const asked = typeof grade === 'number' ? words.of_level(grade) : words.grade_of[grade]
  return (
    <li className={`answer-${answered.answer}`}>
      <span className="level-mark" role="img" aria-label={words.answers[answered.answer]}>
        {marks[answered.answer]}
      </span>
      <div className="level-what">
        <p>
          <b>{language === 'en' ? criterion.en : criterion.vi}</b>{' '}
          <span className="muted small">
            {words.groups[criterion.group]} · {asked} · {criterion.id}
            {criterion.number !== null && ` · TC ${criterion.number}`} ·{' '}
            <Link href={`${book}#${criterion.id}`} className="level-mark-link" title={criterion.source}>
              {words.confidence[criterion.confidence]}
            </Link>
          </span>
        </p>
        <p className="small">{answered.says}</p>
        {answered.declared && <p className="small amber">{words.declared_else(words.answers[answered.declared])}</p>}
        {is_doubted && <p className="small amber">{words.doubted}</p>}
        <SourceLine answered={answered} />
      </div>
      <span className={`level-basis basis-${answered.basis}`}>{words.bases[answered.basis]}</span>
      {declare && answered.basis !== 'measured' && (
        <Button look="link" onClick={() => declare(criterion, answered)}>
          {answered.basis === 'declared' ? words.declare_again : words.declare}
        </Button>
      )}
    </li>
  )
}

/** Where a figure comes from, or who declared it. */
const SourceLine = ({ answered }: { answered: Answered }) => {
  const words = use_words()
  const { query, at, by } = answered
  if (query !== undefined && at !== undefined)
    return <p className="level-source">{words.source(query, show_moment(at))}</p>
  return by === undefined ? null : (
    <p className="level-source">
      {words.by(by)}
      {at !== undefined && `, ${show_moment(at)}`}
    </p>
  )
}
