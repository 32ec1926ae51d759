import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, RefusalNotice, show_moment, use_language, Waiting } from '../../../base/ui/index.ts'
import { total_names } from '../../counters/web/figures.ts'
import '../../counters/web/marks.css'
import { FigureHead } from '../../counters/web/figure-head.tsx'
import { gap_sentence, gap_sources, say_count, say_day, say_kind } from '../../counters/web/say.ts'
import { StateMark } from '../../counters/web/state-mark.tsx'
import { VisitsOfDay } from '../../counters/web/visits-of-day.tsx'
import { page_fresh_ms, type DayBoard } from '../contract.ts'
import { Staleness } from './board-fresh.tsx'
import './flow.css'
import { definitions_place, flow_place } from './places.ts'
import { TotalsTable } from './totals-table.tsx'
import { use_words } from './words.ts'

/** One day of one facility: each source beside the other, why the hub refused, and every word said of it. */
const DayPage = ({ facility, day }: { facility: string; day: string }) => {
  const words = use_words()
  const board = useQuery({
    queryKey: ['board', 'flow', facility, 'day', day],
    queryFn: () => ask<DayBoard>(`/board/lien-thong/${facility}/${day}`),
    refetchInterval: page_fresh_ms,
  })
  useEffect(() => {
    document.title = `${words.title} ${say_day(day)}`
  }, [words, day])
  if (!board.data) return board.error ? <RefusalNotice error={board.error} /> : <Waiting />
  const { data } = board
  const label = words.states[data.day.state] ?? ''
  return (
    <div className="flow">
      <header className="page-head">
        <h1>
          {data.name} <span className="muted">· {words.numbers_of(say_day(day))}</span>
        </h1>
        <StateMark state={data.day.state} label={label} /> {label}
        <span className="push">
          <Link href={flow_place(facility)}>{data.name}</Link>
        </span>
      </header>
      <Staleness head={data} />
      <section className="card flow-card day-part">
        <h2>{words.gaps_of_day}</h2>
        <DayGaps board={data} />
      </section>
      <section className="card flow-card day-part">
        <TotalsTable
          head={words.kind}
          rows={data.day.kinds.filter(({ kind, seen }) => kind !== '' || seen.refused > 0)}
        />
        <Times board={data} />
      </section>
      <VisitsCard board={data} />
      <div className="flow-main">
        <HistoryCard board={data} />
        <div className="stack">
          <TotalsCard board={data} />
          <ErrorsCard board={data} />
        </div>
      </div>
      <p className="muted small">{words.no_person}</p>
    </div>
  )
}

const DayGaps = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const gaps = board.day.kinds.flatMap((one) => one.gaps)
  if (gaps.length === 0) return <p className="muted small">{words.no_gaps_of_day}</p>
  return (
    <ul className="flow-gaps">
      {gaps.map((gap) => (
        <li key={`${gap.kind} ${gap.what} ${gap.figure}`}>
          {gap_sentence(language, gap)} <small>{gap_sources(language, gap).join(' · ')}</small>
        </li>
      ))}
    </ul>
  )
}

const latest = (times: (string | null)[]): string =>
  times.reduce<string>((one, at) => (at !== null && at > one ? at : one), '')

/** When each side counted. */
const Times = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const said = latest(board.day.kinds.map(({ said_at }) => said_at))
  const seen = latest(board.day.kinds.map(({ seen_at }) => seen_at))
  return (
    <p className="muted small flow-foot">
      {said ? words.said_at(show_moment(said)) : words.no_said}
      {seen && ` · ${words.seen_at(show_moment(seen))}`}
    </p>
  )
}

/** Of total_names, those that every day has. */
const plain_totals = total_names.indexOf('claims') + 1

const TotalsCard = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const said = board.day.kinds.find(({ kind }) => kind === '')?.said
  if (!said) return null
  // What was put right or is gone stands here only where there is some.
  const shown = total_names.filter((name, i) => i < plain_totals || (said[name] ?? 0) > 0)
  return (
    <section className="card flow-card">
      <table className="counts-table">
        <tbody>
          {shown.map((name) => (
            <tr key={name}>
              <FigureHead name={name} className="text" />
              <td>{said[name] === null ? <span className="muted">{words.no_source}</span> : say_count(said[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The visits of the day by type and payer, as the six-monthly report adds them up (MON-16). */
const VisitsCard = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const said = board.day.kinds.find(({ kind }) => kind === '')?.said
  if (!said || said['visits'] === null) return null
  return (
    <section className="card flow-card day-part">
      <header className="row wrap">
        <h2>{words.visits_by_type}</h2>
        <Link href={definitions_place} className="push small">
          {words.definitions}
        </Link>
      </header>
      <VisitsOfDay said={said} />
    </section>
  )
}

const ErrorsCard = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <section className="card gap-list">
      <h2>{words.errors}</h2>
      {board.errors.length === 0 && <p className="muted small">{words.no_errors}</p>}
      <ul className="error-list">
        {board.errors.map((one) => (
          <li key={`${one.kind} ${one.class}`}>
            <span>
              {words.classes[one.class] ?? one.class}
              <span className="muted">
                {' '}
                · {one.kind === '' ? words.unknown_kind : say_kind(language, one.kind, 'short')}
                {one.held > 0 && ` · ${words.held_times(say_count(one.held))}`}
              </span>
            </span>
            <b>{say_count(one.count)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}

const HistoryCard = ({ board }: { board: DayBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const said_words = (figures: DayBoard['history'][number]['figures']): string =>
    Object.entries(figures)
      .filter(([kind]) => kind !== '')
      .map(([kind, of]) => `${say_kind(language, kind, 'short')} ${say_count(of['sent'])} / ${say_count(of['due'])}`)
      .join(' · ')
  return (
    <section className="card flow-card">
      <h2>{words.history}</h2>
      <div className="scroll-x">
        <table className="counts-table">
          <thead>
            <tr>
              <th scope="col">{words.report}</th>
              <th scope="col" className="text">
                {words.counted_at}
              </th>
              <th scope="col">{words.visits}</th>
              <th scope="col" className="text">
                {words.what_was_said}
              </th>
            </tr>
          </thead>
          <tbody>
            {board.history.map(({ sequence, counted_at, figures }) => (
              <tr key={sequence}>
                <td>{say_count(sequence)}</td>
                <td className="text">{show_moment(counted_at)}</td>
                <td>{say_count(figures['']?.['visits'])}</td>
                <td className="text">{said_words(figures)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small flow-foot">{words.history_note}</p>
    </section>
  )
}

export default DayPage
