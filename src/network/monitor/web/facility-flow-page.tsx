import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ask, Notice, RefusalNotice, Segments, show_moment, use_language, Waiting } from '../../../base/ui/index.ts'
import { kind_names, kinds } from '../../counters/web/figures.ts'
import '../../counters/web/marks.css'
import { say_count, say_day, say_kind, say_minutes, say_weekday } from '../../counters/web/say.ts'
import { StateMark } from '../../counters/web/state-mark.tsx'
import { page_fresh_ms, type FacilityBoard, type FacilityDay } from '../contract.ts'
import { Staleness } from './board-fresh.tsx'
import { ErrorList } from './error-list.tsx'
import './flow.css'
import { OutsideCard } from './outside-card.tsx'
import { day_place, exchange_place } from './places.ts'
import { use_words } from './words.ts'

const spans = ['14', '30', '90'] as const
type Span = (typeof spans)[number]
type Kind = (typeof kind_names)[number]

type FacilityFlowPageProps = { facility: string; is_own: boolean; may_enter: boolean }

/** One facility, day by day: what was due and what of it came. */
const FacilityFlowPage = ({ facility, is_own, may_enter }: FacilityFlowPageProps) => {
  const words = use_words()
  const { language } = use_language()
  const [span, set_span] = useState<Span>('14')
  const board = useQuery({
    queryKey: ['board', 'flow', facility, span],
    queryFn: () => ask<FacilityBoard>(`/board/lien-thong/${facility}?days=${span}`),
    refetchInterval: page_fresh_ms,
    placeholderData: (before) => before,
  })
  const name = board.data?.name
  useEffect(() => {
    document.title = name ?? words.title
  }, [name, words])
  if (!board.data) return board.error ? <RefusalNotice error={board.error} /> : <Waiting />
  const { data } = board
  return (
    <div className="flow">
      <header className="page-head">
        <h1>{data.name}</h1>
        <span className="muted small">{words.counted(show_moment(data.walked_at || data.at))}</span>
        <span className="push row wrap">
          <Segments
            label={words.span}
            value={span}
            options={spans.map((value) => ({ value, label: words.spans[value] ?? value }))}
            choose={set_span}
          />
          {!is_own && <Link href={exchange_place}>{words.back}</Link>}
        </span>
      </header>
      <RefusalNotice error={board.error} />
      <Staleness head={data} />
      {data.silent_min !== null && (
        <Notice tone="red">
          {(data.reported_at ? words.silent_for : words.never_spoke)(say_minutes(language, data.silent_min))}
        </Notice>
      )}
      <div className="flow-main">
        <section className="card flow-card">
          <DaysTable board={data} />
        </section>
        <aside className="stack">
          <section className="card gap-list">
            <h2>{words.reports}</h2>
            <ReportNotes board={data} />
          </section>
          <section className="card gap-list">
            <h2>{words.errors}</h2>
            <ErrorList errors={data.errors} />
          </section>
          <OutsideCard board={data} may_enter={may_enter} />
        </aside>
      </div>
      <p className="muted small">{words.no_person}</p>
    </div>
  )
}

const ReportNotes = ({ board: { report, reported_at } }: { board: FacilityBoard }) => {
  const words = use_words()
  return (
    <>
      <p className="small">
        {reported_at ? words.report_line(say_count(report.sequence), show_moment(reported_at)) : words.report_none}
      </p>
      {report.refusals > 0 && <p className="small amber">{words.report_refused(say_count(report.refusals))}</p>}
      {report.replays > 0 && <p className="small muted">{words.report_replayed(say_count(report.replays))}</p>}
      <ul>
        {report.last.map(({ at, reason }) => (
          <li key={at} className="small muted">
            {show_moment(at)} · {reason}
          </li>
        ))}
      </ul>
    </>
  )
}

const DaysTable = ({ board }: { board: FacilityBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const shown = kind_names.filter((kind) => board.days.some((day) => day.kinds.some((one) => one.kind === kind)))
  return (
    <div className="scroll-x">
      <table className="counts-table flow-days">
        <thead>
          <tr>
            <th scope="col" className="text">
              {words.day}
            </th>
            <th scope="col" className="text">
              {words.state}
            </th>
            <th scope="col">{words.visits}</th>
            {shown.map((kind) => (
              <th key={kind} scope="col" title={say_kind(language, kind)}>
                {say_kind(language, kind, 'short')}
              </th>
            ))}
            <th scope="col">{words.missing}</th>
          </tr>
        </thead>
        <tbody>
          {board.days.map((day) => (
            <DayRow key={day.day} facility={board.facility} day={day} shown={shown} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const DayRow = ({ facility, day, shown }: { facility: string; day: FacilityDay; shown: Kind[] }) => {
  const words = use_words()
  const { language } = use_language()
  const [, go] = useLocation()
  const place = day_place(facility, day.day)
  const label = words.states[day.state] ?? ''
  return (
    <tr onClick={() => go(place)}>
      <th scope="row">
        <Link href={place} onClick={(event) => event.stopPropagation()}>
          <span className="muted">{say_weekday(language, day.day)}</span> {say_day(day.day)}
        </Link>
      </th>
      <td className="text">
        <StateMark state={day.state} label={label} /> <span className="small">{label}</span>
      </td>
      <td>{say_count(day.kinds.find(({ kind }) => kind === '')?.said?.['visits'])}</td>
      {shown.map((kind) => (
        <KindCell key={kind} day={day} kind={kind} />
      ))}
      <td className={day.missing > 0 ? 'bad' : 'zero'}>{say_count(day.missing)}</td>
    </tr>
  )
}

const KindCell = ({ day, kind }: { day: FacilityDay; kind: Kind }) => {
  const found = day.kinds.find((one) => one.kind === kind)
  if (!found) return <td className="zero">–</td>
  const { said, seen, state } = found
  const due = said ? (said['due'] ?? 0) - (said['excused'] ?? 0) : null
  const arrived = kinds[kind].way === 'hub' ? seen.taken : said?.['sent']
  return (
    <td className={state === 'gap' ? 'bad' : undefined}>
      {say_count(arrived)} / {say_count(due)}
    </td>
  )
}

export default FacilityFlowPage
