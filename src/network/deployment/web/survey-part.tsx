import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { ask, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { say_number } from '../../board/web/figures.ts'
import type { Definitions, FacilityPage } from '../contract.ts'
import type { Readiness, SurveyScore } from '../readiness/contract.ts'
import type { EntryRights } from './entry-acts.tsx'
import { ReadinessRule } from './readiness-rule.tsx'
import { ReadinessTable, say_delta } from './readiness-table.tsx'
import { use_words } from './readiness-words.ts'
import './readiness.css'
import { RegisterPart } from './register-part.tsx'

type SurveyPartProps = EntryRights & { page: FacilityPage; definitions: Definitions; done: () => void }

/** The surveys by the rule, side by side by their day: what got better, what did not, what is missing for the next level. */
export const SurveyPart = ({ page, definitions, done, ...rights }: SurveyPartProps) => {
  const facility = page.card.code
  const register = definitions.registers.find(({ kind }) => kind === 'survey')
  const has_surveys = page.entries.some(({ kind }) => kind === 'survey')
  const found = useQuery({
    queryKey: ['board', 'facility', facility, 'readiness'],
    queryFn: () => ask<Readiness>(`/board/facilities/${facility}/readiness`),
    enabled: has_surveys,
  })
  if (!register) return null
  const readiness = found.data
  const newest = readiness?.scores.at(-1)
  return (
    <>
      {has_surveys && !readiness && (found.error ? <RefusalNotice error={found.error} /> : <Waiting />)}
      {readiness && newest && <Scored {...{ readiness, newest, register }} entries={page.entries} />}
      <RegisterPart
        columns_max={1}
        {...rights}
        {...{ register, done, facility }}
        entries={page.entries}
        voided={page.voided}
      />
    </>
  )
}

type ScoredProps = Pick<Parameters<typeof ReadinessTable>[0], 'readiness' | 'register' | 'entries'> & {
  newest: SurveyScore
}

const Scored = ({ newest, ...all }: ScoredProps) => {
  const words = use_words()
  const { average, may_compare, rule } = all.readiness
  return (
    <section className="dep-part">
      <header className="row wrap">
        <h2>{words.title}</h2>
        {may_compare && (
          <Link href="/so/khao-sat" className="push">
            {words.compare}
          </Link>
        )}
      </header>
      <div className="card ready-head">
        <Reached newest={newest} average={average.total} />
        <Missing newest={newest} />
        <Guide newest={newest} />
      </div>
      <ReadinessTable {...all} />
      <ReadinessRule rule={rule} />
    </section>
  )
}

const Reached = ({ newest: { total }, average }: { newest: SurveyScore; average: number | null }) => {
  const words = use_words()
  return (
    <div>
      <p className="ready-big">{total.percent === null ? words.unanswered : `${say_number(total.percent)} %`}</p>
      <p className="small">
        {words.of(say_number(total.points, 1), say_number(total.max))} · {words.answered(total.answered, total.asked)}
      </p>
      {total.delta !== null && (
        <p className="small" title={words.delta_note}>
          {words.delta(say_delta(total.delta))}
        </p>
      )}
      {average !== null && (
        <p className="muted small">
          {words.average} {say_number(average)} %
        </p>
      )}
    </div>
  )
}

/** The guide's clauses: how many are met, and what the others lack, those answered with no first. */
const Guide = ({ newest: { guide } }: { newest: SurveyScore }) => {
  const words = use_words()
  const weight = (one: (typeof guide.missing)[number]): number => (one.is_unanswered ? 2 : one.is_part ? 1 : 0)
  const missing = [...guide.missing].sort((a, b) => weight(a) - weight(b))
  return (
    <div>
      <p>
        <b>{guide.answered === 0 ? words.guide_open : words.guide(guide.met, guide.asked)}</b>{' '}
        <span className="muted small">{words.answered(guide.answered, guide.asked)}</span>
      </p>
      {missing.length > 0 && (
        <details>
          <summary className="small">
            {words.guide_missing} ({missing.length})
          </summary>
          <ul className="ready-missing">
            {missing.map(({ id, name, clause, is_unanswered, is_part }) => (
              <li key={id}>
                {name} <small className="muted">{clause}</small>{' '}
                <small className={is_unanswered ? 'muted' : is_part ? 'amber' : 'red'}>
                  {is_unanswered ? words.unanswered : is_part ? words.part : words.not_met}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** What the next level of TT 54 lacks: first what is answered with no, then what nobody answered. */
const Missing = ({ newest: { level } }: { newest: SurveyScore }) => {
  const words = use_words()
  const missing = [...level.missing].sort((a, b) => Number(a.is_unanswered) - Number(b.is_unanswered))
  return (
    <div>
      <p>
        <b>{level.is_sure ? words.level(level.level) : words.at_least(level.level)}</b>{' '}
        <span className="muted small">
          {words.level_row}, {level.answered}/{level.criteria}
        </span>
      </p>
      {level.next === null ? (
        <p className="small">{words.top}</p>
      ) : (
        <>
          <p className="small">{words.missing(level.next)}:</p>
          <ul className="ready-missing">
            {missing.map(({ id, name, is_unanswered }) => (
              <li key={id}>
                <Link href={`/so/muc-cntt/tieu-chi#${id}`}>{name}</Link>{' '}
                <small className={is_unanswered ? 'muted' : 'red'}>
                  {is_unanswered ? words.unanswered : words.not_met}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
