import { Link } from 'wouter'
import { ask, Button, Empty, say_done } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { FacilityPage, ToDo } from '../contract.ts'
import { use_words } from './words.ts'

type ToDoPartProps = { page: FacilityPage; done: () => void }

/** What is next, the late first; below, who was reminded of what and who saw it. */
export const ToDoPart = ({ page, done }: ToDoPartProps) => {
  const words = use_words()
  const unseen = page.reminders.some(({ seen_at, told }) => !seen_at && told === page.sees)
  const see = () =>
    ask(`/board/facilities/${page.card.code}/reminders/seen`, { body: {} }).then(() => {
      say_done(words.saved)
      done()
    })
  return (
    <>
      {page.to_do.length === 0 ? (
        <Empty title={words.to_do_none}>{words.to_do_none_note}</Empty>
      ) : (
        <>
          <ToDoGroup title={words.to_do_late} lines={page.to_do.filter(({ is_red }) => is_red)} />
          <ToDoGroup title={words.to_do_next} lines={page.to_do.filter(({ is_red }) => !is_red)} />
        </>
      )}
      <p className="muted small dep-foot">
        {words.own_papers}:{' '}
        {page.own_page === '' ? (
          words.own_page
        ) : (
          <a href={page.own_page} target="_blank" rel="noreferrer">
            {words.own_page}
          </a>
        )}
      </p>
      {page.reminders.length > 0 && (
        <section className="dep-part">
          <header className="row">
            <h2>{words.reminders}</h2>
            {unseen && (
              <span className="push">
                <Button onClick={() => void see()}>{words.seen}</Button>
              </span>
            )}
          </header>
          <ul className="card dep-list small">
            {page.reminders.map((one) => (
              <li key={`${one.rule} ${one.about} ${one.due}`} className="row wrap">
                <span className="muted">{say_day(one.day)}</span>
                <span>{one.words}</span>
                <span className="muted push">
                  → {words.told[one.told]}
                  {one.seen_by && ` · ${words.seen_by(one.seen_by)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const ToDoGroup = ({ title, lines }: { title: string; lines: ToDo[] }) =>
  lines.length > 0 && (
    <section className="dep-part">
      <header className="row">
        <h2>{title}</h2>
        <span className="muted small">{lines.length}</span>
      </header>
      <ul className="card dep-list">
        {lines.map(({ words, link, is_red }) => (
          <li key={`${link} ${words}`}>
            <Link href={link}>
              <i className={is_red ? 'mark red' : 'mark'} aria-hidden>
                {is_red ? '!' : '·'}
              </i>
              <span className={is_red ? 'red' : ''}>{words}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
