import { useState } from 'react'
import {
  ask,
  Button,
  Field,
  ListTable,
  MomentInput,
  Notice,
  RefusalNotice,
  show_moment,
  TextField,
} from '../../../base/ui/index.ts'
import type { AccessAnswer, AccessQuestion, AskedActor } from '../contract.ts'
import { use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

type QuestionProps = { question: AccessQuestion; change: (question: AccessQuestion) => void }

/** About whom and when the log is asked. */
export const QuestionFields = ({ question, change }: QuestionProps) => {
  const words = use_words()
  const actors = use_part<AskedActor[]>('/accounts')
  return (
    <>
      <Field label={words.accounts}>
        {(ids) => (
          <select
            {...ids}
            className="box"
            value={question.actors[0] ?? ''}
            onChange={(event) => change({ ...question, actors: event.target.value === '' ? [] : [event.target.value] })}
          >
            <option value="">{words.everybody}</option>
            {(actors.data ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={words.addresses}
        value={question.addresses.join(' ')}
        change={(text) => change({ ...question, addresses: text.split(/[\s,;]+/).filter(Boolean) })}
      />
      <Field label={words.from} required>
        {({ id }) => (
          <MomentInput id={id} kind="datetime" value={question.from} change={(from) => change({ ...question, from })} />
        )}
      </Field>
      <Field label={words.to} required>
        {({ id }) => (
          <MomentInput id={id} kind="datetime" value={question.to} change={(to) => change({ ...question, to })} />
        )}
      </Field>
    </>
  )
}

/** What the log answered: figures first, then by kind of data and by account. */
export const AnswerView = ({ answer }: { answer: AccessAnswer }) => {
  const words = use_words()
  const figures: [string, number][] = [
    [words.people, answer.people],
    [words.events, answer.events],
    [words.nameless, answer.nameless],
    [words.refused, answer.refused],
  ]
  return (
    <>
      <dl className="pdp-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value.toLocaleString('vi-VN')}</dd>
          </div>
        ))}
      </dl>
      {answer.nameless > 0 && <p className="muted small">{words.nameless_note}</p>}
      {answer.exports.length > 0 && (
        <Notice tone="amber">
          <b>{words.exports}</b>
          <ul>
            {answer.exports.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="pdp-answer">
        <ListTable titles={[words.by_type, words.people, words.events]}>
          {answer.by_type.map(({ key, people, events }) => (
            <tr key={key}>
              <td>{words.types[key] ?? key}</td>
              <td>{people.toLocaleString('vi-VN')}</td>
              <td>{events.toLocaleString('vi-VN')}</td>
            </tr>
          ))}
        </ListTable>
        <ListTable titles={[words.by_actor, words.people, words.events]}>
          {answer.by_actor.map(({ key, name, addresses, people, events }) => (
            <tr key={key}>
              <td>
                {name}
                <span className="muted small">{addresses.join(', ')}</span>
              </td>
              <td>{people.toLocaleString('vi-VN')}</td>
              <td>{events.toLocaleString('vi-VN')}</td>
            </tr>
          ))}
        </ListTable>
      </div>
      {answer.first_at !== '' && (
        <p className="muted small">
          {show_moment(answer.first_at.slice(0, 16))} – {show_moment(answer.last_at.slice(0, 16))}
        </p>
      )}
    </>
  )
}

/** The question by itself: whose, what and how many, before anybody knows whether it is a breach. */
export const AccessPart = ({ begin, open }: { begin: AccessQuestion; open?: (question: AccessQuestion) => void }) => {
  const words = use_words()
  const [question, change] = useState(begin)
  const [answer, set_answer] = useState<AccessAnswer>()
  const [error, set_error] = useState<unknown>()
  const count = () => {
    set_error(undefined)
    ask<AccessAnswer>('/privacy/access-search', { body: question }).then(set_answer, set_error)
  }
  return (
    <section className="pdp-part">
      <header className="row wrap">
        <h2>{words.question}</h2>
        <span className="muted small">{words.question_note}</span>
      </header>
      <div className="card pdp-card">
        <form
          className="pdp-ask"
          onSubmit={(event) => {
            event.preventDefault()
            count()
          }}
        >
          <QuestionFields question={question} change={change} />
          <Button type="submit">{words.count}</Button>
        </form>
        <RefusalNotice error={error} />
        {answer && <AnswerView answer={answer} />}
        {answer && open && (
          <p>
            <Button onClick={() => open(question)}>{words.to_breach}</Button>
          </p>
        )}
      </div>
    </section>
  )
}
