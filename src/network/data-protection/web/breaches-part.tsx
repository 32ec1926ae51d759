import { useState } from 'react'
import {
  ask,
  Button,
  Empty,
  now_local,
  Pill,
  RefusalNotice,
  show_moment,
  today_local,
  Waiting,
} from '../../../base/ui/index.ts'
import type { AccessAnswer, AccessQuestion, BreachBody, BreachLine } from '../contract.ts'
import { AccessPart, AnswerView } from './access-question.tsx'
import { BreachDialog } from './breach-dialog.tsx'
import { use_again, use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

const today_question = (): AccessQuestion => ({
  ...{ actors: [], addresses: [], from: `${today_local()}T00:00` },
  to: now_local(),
})

const empty_breach = (question: AccessQuestion): BreachBody => ({
  ...{ title: '', detected_at: now_local(), happened: '', kinds: '', consequences: '', measures: '', question },
  ...{ notified_at: '', notice_number: '', people_told_at: '', late_reason: '', closed_on: '' },
})

/** Dossiers whose notice waits first, and the log to ask. */
export const BreachesPart = ({ may_change }: { may_change: boolean }) => {
  const words = use_words()
  const again = use_again()
  const [edited, edit] = useState<{ begin: BreachBody; line?: BreachLine }>()
  const found = use_part<BreachLine[]>('/breaches')
  return (
    <>
      <section className="pdp-part">
        <header className="row wrap">
          <h2>{words.parts['su-co']}</h2>
          <span className="muted small">Luật 91/2025/QH15 Điều 23; NĐ 356/2025/NĐ-CP Điều 28, 29</span>
          <span className="push">
            {may_change && (
              <Button look="primary" onClick={() => edit({ begin: empty_breach(today_question()) })}>
                {words.open_breach}
              </Button>
            )}
          </span>
        </header>
        <RefusalNotice error={found.error} />
        {!found.data && !found.error && <Waiting />}
        {found.data?.length === 0 && (
          <div className="card">
            <Empty title={words.no_breaches}>{words.no_breaches_note}</Empty>
          </div>
        )}
        <div className="pdp-cards">
          {(found.data ?? []).map((line) => (
            <BreachCard
              key={line.id}
              line={line}
              {...(may_change ? { edit: () => edit({ begin: line.breach, line }) } : {})}
            />
          ))}
        </div>
      </section>
      <AccessPart
        begin={today_question()}
        {...(may_change ? { open: (question: AccessQuestion) => edit({ begin: empty_breach(question) }) } : {})}
      />
      {edited && <BreachDialog {...edited} done={again} close={() => edit(undefined)} />}
    </>
  )
}

const Clock = ({ line }: { line: BreachLine }) => {
  const words = use_words()
  const { breach, hours_left, was_late } = line
  if (hours_left !== null)
    return (
      <Pill tone={hours_left < 0 ? 'red' : hours_left < 24 ? 'amber' : 'brand'}>{words.hours_left(hours_left)}</Pill>
    )
  return (
    <>
      <Pill tone="green">{words.notified(show_moment(breach.notified_at))}</Pill>
      {was_late && <Pill tone="red">{words.notified_late}</Pill>}
      {breach.closed_on !== '' && <Pill>{words.closed}</Pill>}
    </>
  )
}

const BreachCard = ({ line, edit }: { line: BreachLine; edit?: () => void }) => {
  const words = use_words()
  const [answer, set_answer] = useState<AccessAnswer>()
  const [error, set_error] = useState<unknown>()
  const { breach } = line
  const count = () => {
    set_error(undefined)
    ask<AccessAnswer>('/privacy/access-search', { body: breach.question }).then(set_answer, set_error)
  }
  return (
    <article className="card pdp-card">
      <header className="row wrap">
        <h3>{breach.title}</h3>
        <Clock line={line} />
        <span className="muted small">
          {words.breach_fields.detected_at} {show_moment(breach.detected_at)} · {words.due}{' '}
          {show_moment(line.due_at.slice(0, 16))}
        </span>
      </header>
      <p>{breach.happened}</p>
      {breach.measures !== '' && (
        <p>
          <span className="muted">{words.breach_fields.measures}: </span>
          {breach.measures}
        </p>
      )}
      <p className="row wrap">
        <Button onClick={count}>{words.question}</Button>
        <a className="btn" href={`/api/privacy/breaches/${line.id}/notice.pdf`} target="_blank" rel="noreferrer">
          {words.notice}
        </a>
        {edit && (
          <a className="btn" href={`/api/privacy/breaches/${line.id}/affected.csv`} download>
            {words.affected}
          </a>
        )}
        {edit && <Button onClick={edit}>{words.change}</Button>}
      </p>
      <RefusalNotice error={error} />
      {answer && <AnswerView answer={answer} />}
    </article>
  )
}
