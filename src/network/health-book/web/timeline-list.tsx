import { Button, Empty, show_moment } from '../../../base/ui/index.ts'
import type { Timeline, TimelineDocument, TimelineVisit, UnreadPapers } from '../contract.ts'
import { use_checked } from './queries.ts'
import { use_words } from './words.ts'

/** Facilities are told apart by shape, never by colour alone: the same house has the same sign in the whole list. */
const signs = ['●', '◆', '▲', '■', '★', '⬟', '✚', '◐']

export const sign_of = (visits: TimelineVisit[]): ((code: string) => string) => {
  const codes = [...new Set(visits.map(({ sender }) => sender.code))].sort((a, b) => a.localeCompare(b))
  return (code) => signs[codes.indexOf(code) % signs.length] ?? '●'
}

const day = (moment: string): string => show_moment(moment.slice(0, 10))

const range_of = ({ from, to }: TimelineVisit): string =>
  to === '' || to.slice(0, 10) === from.slice(0, 10) ? day(from) : `${day(from)} – ${day(to)}`

type Choosing = { patient: string; chosen: string | undefined; choose: (document: TimelineDocument) => void }

/** Of results, which: the papers of one morning are told apart by it. */
const subject_of = ({ kind, title }: TimelineDocument): string =>
  kind === 'lab-result' || kind === 'imaging-report' ? title.split(': ').slice(1).join(': ') : ''

/** What the last opening of this page found of its signatures; nothing is said of what nobody opened. */
const Checked = ({ patient, id }: { patient: string; id: string }) => {
  const words = use_words()
  const verdict = use_checked(patient, id)
  if (!verdict) return null
  return verdict === 'good' ? (
    <small className="green">✓ {words.verified_mark}</small>
  ) : (
    <small className="red">✗ {words.red_mark}</small>
  )
}

const DocumentLine = ({ patient, document, chosen, choose }: Choosing & { document: TimelineDocument }) => {
  const words = use_words()
  const marks = [
    document.is_superseded && words.superseded,
    document.is_correction && !document.is_superseded && words.correction,
    ...document.labels.map((label) => words.labels[label] ?? label),
  ].filter(Boolean)
  return (
    <button
      type="button"
      className={document.is_superseded ? 'book-line gone' : 'book-line'}
      aria-pressed={document.id === chosen}
      onClick={() => choose(document)}
    >
      <span>
        {words.kinds[document.kind] ?? document.kind}
        {subject_of(document) && <em>{subject_of(document)}</em>}
      </span>
      {marks.length > 0 && <small>{marks.join(' · ')}</small>}
      <Checked patient={patient} id={document.id} />
      <time title={show_moment(document.created_at.slice(0, 16))}>{day(document.created_at)}</time>
    </button>
  )
}

const Visit = ({ visit, sign, ...choosing }: Choosing & { visit: TimelineVisit; sign: string }) => {
  const words = use_words()
  const is_own = visit.documents.every((one) => one.is_own)
  const is_received = visit.documents.some((one) => one.is_received)
  return (
    <li className="book-visit">
      <i aria-hidden>{sign}</i>
      <div>
        <b>{range_of(visit)}</b>
        <small className="muted">
          {visit.sender.name}
          {is_own && ` · ${is_received ? words.received_mark : words.own_mark}`}
        </small>
        {visit.documents.map((document) => (
          <DocumentLine key={document.id} document={document} {...choosing} />
        ))}
      </div>
    </li>
  )
}

const Nothing = ({ timeline }: { timeline: Timeline }) => {
  const words = use_words()
  if (timeline.state !== 'shown')
    return (
      <Empty title={words.empty_state[timeline.state] ?? timeline.state}>
        <p>{timeline.message}</p>
        {timeline.state === 'away' && <p>{words.away_note}</p>}
      </Empty>
    )
  const has_basis = timeline.bases.some(({ is_open }) => is_open)
  return <Empty title={words.empty_shown}>{has_basis ? words.empty_with_basis : words.empty_needs_basis}</Empty>
}

type ListProps = Choosing & {
  timeline: Timeline
  visits: TimelineVisit[]
  unread: UnreadPapers[]
  more: (() => void) | undefined
  again: () => void
}

/** Nobody may take an incomplete list for a whole one: how many, whose, and whom to ask. */
const Unread = ({ unread }: { unread: UnreadPapers[] }) => {
  const words = use_words()
  if (unread.length === 0) return null
  const counts = new Map<string, number>()
  for (const { sender, count } of unread) {
    const name = sender.name || words.unread_nobody
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  const total = unread.reduce((sum, { count }) => sum + count, 0)
  return (
    <p className="notice amber">
      <b>{words.unread(total)}</b> {[...counts].map(([name, count]) => `${name} (${count})`).join(', ')}.{' '}
      {words.unread_note}
    </p>
  )
}

/** Visits by year, the latest first; what the hub says beside them stands at the end. */
export const TimelineList = ({ timeline, visits, unread, more, again, ...choosing }: ListProps) => {
  const words = use_words()
  const sign = sign_of(visits)
  const years = [...new Set(visits.map(({ from }) => from.slice(0, 4)))]
  return (
    <section className="book-list card" aria-label={words.timeline}>
      <header>
        <h2>{words.timeline}</h2>
        <small className="muted">{timeline.state === 'shown' && words.asked(timeline.asked_at.slice(11, 16))}</small>
        <Button look="quiet" onClick={again}>
          {words.ask_again}
        </Button>
      </header>
      {visits.length === 0 && <Nothing timeline={timeline} />}
      {years.map((year) => (
        <section key={year}>
          <h3>{year}</h3>
          <ol>
            {visits
              .filter(({ from }) => from.startsWith(year))
              .map((visit) => (
                <Visit
                  key={`${visit.sender.code} ${visit.from}`}
                  visit={visit}
                  sign={sign(visit.sender.code)}
                  {...choosing}
                />
              ))}
          </ol>
        </section>
      ))}
      <Unread unread={unread} />
      {timeline.withheld > 0 && <p className="notice amber">{words.withheld(timeline.withheld)}</p>}
      {timeline.notices
        .filter(({ severity }) => severity === 'warning')
        .map(({ text }) => (
          <p key={text} className="notice amber">
            {text}
          </p>
        ))}
      {more && <Button onClick={more}>{words.more}</Button>}
    </section>
  )
}
