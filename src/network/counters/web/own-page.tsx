import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import {
  ask,
  Button,
  Notice,
  RefusalNotice,
  Segments,
  show_moment,
  use_language,
  Waiting,
} from '../../../base/ui/index.ts'
import type { CountedKind, OwnCounters } from '../contract.ts'
import './marks.css'
import { MissingDialog } from './missing-dialog.tsx'
import { ClockTable } from '../../sending-clocks/web/clock-table.tsx'
import './own.css'
import { OwnHub } from './own-hub.tsx'
import { OwnTable } from './own-table.tsx'
import { OwnVisits } from './own-visits.tsx'
import { say_count, say_day, say_kind, say_short_day } from './say.ts'
import { use_words } from './words.ts'

const fresh_ms = 60_000
const spans = ['14', '30'] as const
type Span = (typeof spans)[number]
export type Opened = { day: string; kind: CountedKind }

/** A facility's own numbers, and what it still has to send: the same code the Sở's board judges by. */
const OwnPage = ({ may_open }: { may_open: boolean }) => {
  const words = use_words()
  const [span, set_span] = useState<Span>('14')
  const [opened, open] = useState<Opened>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const own = useQuery({
    queryKey: ['counters', span],
    queryFn: () => ask<OwnCounters>(`/counters?days=${span}`),
    refetchInterval: fresh_ms,
    placeholderData: (before) => before,
  })
  if (!own.data) return own.error ? <RefusalNotice error={own.error} /> : <Waiting />
  return (
    <div className="column own-counters">
      <header className="page-head">
        <h1>{words.title}</h1>
        {own.data.days[0] && (
          <span className="muted small">{words.counted(show_moment(own.data.days[0].counted_at))}</span>
        )}
        <span className="push row wrap">
          <Segments
            label={words.span}
            value={span}
            options={spans.map((value) => ({ value, label: words.spans[value] ?? value }))}
            choose={set_span}
          />
          <CountNow />
        </span>
      </header>
      <RefusalNotice error={own.error} />
      <LineNotice own={own.data} />
      <ToDo own={own.data} open={open} />
      <ClockTable />
      {own.data.days.length > 0 && <OwnTable own={own.data} open={open} />}
      {own.data.line.sequence > 0 && <OwnHub own={own.data} span={span} />}
      <p className="muted small own-note">
        {words.note} {own.data.since && `${words.since(say_day(own.data.since))}.`}{' '}
        <Link href="/so-lieu/cach-tinh">{words.definitions}</Link>
      </p>
      {own.data.since !== '' && <OwnVisits />}
      {opened && <MissingDialog {...opened} may_open={may_open} close={() => open(undefined)} />}
    </div>
  )
}

const CountNow = () => {
  const words = use_words()
  const cache = useQueryClient()
  const counting = useMutation({
    mutationFn: () => ask('/counters/count', { method: 'POST' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['counters'] }),
  })
  return (
    <Button disabled={counting.isPending} onClick={() => counting.mutate()}>
      {counting.isPending ? words.counting : words.count_now}
    </Button>
  )
}

/** Whether the hub has what was counted. */
const LineNotice = ({ own: { line } }: { own: OwnCounters }) => {
  const words = use_words()
  if (line.problem) return <Notice tone="amber">{line.problem}</Notice>
  if (line.sequence === 0) return <Notice>{words.line_none}</Notice>
  return (
    <p className="small own-line">
      {line.taken_at && words.line_good(say_count(line.sequence), show_moment(line.taken_at))}
      {line.waiting > 0 && <b className="amber"> {words.line_waiting(say_count(line.waiting))}</b>}
    </p>
  )
}

const ToDo = ({ own, open }: { own: OwnCounters; open: (what: Opened) => void }) => {
  const words = use_words()
  const { language } = use_language()
  const missing = own.days.flatMap(({ day, kinds }) =>
    kinds.filter((one) => one.missing > 0).map((one) => ({ day, kind: one.kind, count: one.missing })),
  )
  const differing = own.hub?.days.reduce(
    (sum, { gaps }) => sum + gaps.filter(({ what }) => what !== 'missing').length,
    0,
  )
  if (own.days.length === 0) return null
  return (
    <section className="card own-to-do">
      <h2>{words.to_do}</h2>
      {missing.length === 0 && <p className="muted">{words.nothing_to_do}</p>}
      {differing !== undefined && differing > 0 && (
        <p>
          <a href="#hub-gaps">{words.differing(say_count(differing))}</a>
        </p>
      )}
      <ul>
        {missing.slice(0, 20).map(({ day, kind, count }) => (
          <li key={`${day} ${kind}`}>
            <Button look="link" onClick={() => open({ day, kind })}>
              {words.missing(say_count(count), say_kind(language, kind))}
            </Button>
            <span className="muted"> {say_short_day(day)}</span>
          </li>
        ))}
      </ul>
      {own.hub_page !== '' && (
        <p className="small">
          <a href={own.hub_page} target="_blank" rel="noreferrer">
            {words.hub_to_do}
          </a>
        </p>
      )}
    </section>
  )
}

export default OwnPage
