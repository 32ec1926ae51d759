import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, RefusalNotice, Segments, show_moment, use_language, Waiting } from '../../../base/ui/index.ts'
import { kind_names } from '../../counters/web/figures.ts'
import '../../counters/web/marks.css'
import { say_count, say_day, say_kind, say_minutes } from '../../counters/web/say.ts'
import { page_fresh_ms, type ProvinceBoard } from '../contract.ts'
import { Staleness } from './board-fresh.tsx'
import { ErrorList } from './error-list.tsx'
import { FlowTiles } from './flow-tiles.tsx'
import './flow.css'
import { GapList } from './gap-list.tsx'
import { HeatLegend, HeatMap } from './heat-map.tsx'
import { definitions_place } from './places.ts'
import { TotalsTable } from './totals-table.tsx'
import { use_words } from './words.ts'

const spans = ['14', '30'] as const
type Span = (typeof spans)[number]

/** Who sends what, every facility and every day in one picture; what is missing stands beside it by name. */
const FlowPage = () => {
  const words = use_words()
  const [span, set_span] = useState<Span>('14')
  const [kind, set_kind] = useState('')
  useEffect(() => {
    document.title = words.title
  }, [words])
  const board = useQuery({
    queryKey: ['board', 'flow', span, kind],
    queryFn: () => ask<ProvinceBoard>(`/board/lien-thong?days=${span}&kind=${kind}`),
    refetchInterval: page_fresh_ms,
    placeholderData: (before) => before,
  })
  if (!board.data) return board.error ? <RefusalNotice error={board.error} /> : <Waiting />
  const { data } = board
  return (
    <div className="flow">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted small">{words.counted(show_moment(data.walked_at || data.at))}</span>
        <span className="push row wrap">
          <KindPick kind={kind} choose={set_kind} />
          <Segments
            label={words.span}
            value={span}
            options={spans.map((value) => ({ value, label: words.spans[value] ?? value }))}
            choose={set_span}
          />
        </span>
      </header>
      <RefusalNotice error={board.error} />
      <Staleness head={data} />
      <FlowTiles board={data} />
      <div className="flow-main">
        <HeatCard board={data} />
        <GapList board={data} />
      </div>
      <div className="flow-main">
        <section className="card flow-card">
          <h2>{words.totals(say_day(data.flow.day))}</h2>
          <TotalsTable head={words.kind} rows={data.totals.filter((one) => one.kind !== '').sort(by_kind)} />
        </section>
        <section className="card flow-card" id="errors">
          <h2>{words.refused_held}</h2>
          <ErrorList errors={data.flow.errors} />
        </section>
      </div>
      <Rules board={data} />
    </div>
  )
}

const by_kind = (a: { kind: string }, b: { kind: string }): number => order(a.kind) - order(b.kind)
const order = (kind: string): number => kind_names.findIndex((one) => one === kind)

const KindPick = ({ kind, choose }: { kind: string; choose: (kind: string) => void }) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <select
      className="box flow-kind"
      aria-label={words.kind}
      value={kind}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{words.all_kinds}</option>
      {kind_names.map((one) => (
        <option key={one} value={one}>
          {say_kind(language, one)}
        </option>
      ))}
    </select>
  )
}

const HeatCard = ({ board }: { board: ProvinceBoard }) => {
  const words = use_words()
  const [shows_all, show_all] = useState(false)
  // Who never spoke and is waited for stands among the others, in red.
  const speaking = board.lines.filter(
    ({ reported_at, is_mute, silent_min }) => reported_at !== null || is_mute || silent_min !== null,
  )
  const never = board.lines.length - speaking.length
  const shown = shows_all || speaking.length === 0 ? board.lines : speaking
  return (
    <section className="card flow-card">
      <header className="row wrap">
        <h2>{words.heat}</h2>
        <span className="push">
          <HeatLegend />
        </span>
      </header>
      <HeatMap lines={shown} />
      <p className="muted small flow-foot">
        {words.heat_note}{' '}
        {never > 0 && speaking.length > 0 && (
          <>
            {words.never_count(say_count(never))}.{' '}
            {!shows_all && (
              <Button look="link" onClick={() => show_all(true)}>
                {words.show_never}
              </Button>
            )}
          </>
        )}
      </p>
    </section>
  )
}

const Rules = ({ board: { rules } }: { board: ProvinceBoard }) => {
  const words = use_words()
  const { language } = use_language()
  return (
    <p className="muted small">
      {words.rules(
        say_minutes(language, rules.silent_after_min),
        say_minutes(language, rules.grace_min),
        say_count(rules.days_back_max),
      )}{' '}
      {words.no_person} <Link href={definitions_place}>{words.definitions}</Link>
    </p>
  )
}

export default FlowPage
