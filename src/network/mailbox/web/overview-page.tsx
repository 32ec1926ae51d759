import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, RefusalNotice, Segments, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Directory } from '../../membership/contract.ts'
import '../../membership/web/hub.css'
import type { HeldPerson } from '../../citizens/contract.ts'
import type { Overview } from '../contract.ts'
import { BooksCard } from './books-card.tsx'
import { DeskTiles } from './desk-tiles.tsx'
import './desk.css'
import { begin_of, say_since, type Span } from './since.ts'
import { TrafficTable } from './traffic-table.tsx'
import { use_words } from './words.ts'

const fresh_ms = 60_000
const spans: Span[] = ['today', 'week', 'month']

type OverviewPageProps = { may_settle: boolean }

/** What waits for a person first, then what passes; every number leads to its list. */
const OverviewPage = ({ may_settle }: OverviewPageProps) => {
  const words = use_words()
  const [span, set_span] = useState<Span>('today')
  const since = begin_of(span)
  useEffect(() => {
    document.title = words.title
  }, [words])
  const overview = useQuery({
    queryKey: ['hub', 'overview', since],
    queryFn: () => ask<Overview>(`/hub/overview?since=${encodeURIComponent(since)}`),
    refetchInterval: fresh_ms,
    placeholderData: (before) => before,
  })
  const directory = useQuery({
    queryKey: ['hub', 'directory', 'counts'],
    queryFn: () => ask<Directory>('/hub/directory'),
    refetchInterval: fresh_ms,
  })
  const persons = useQuery({
    queryKey: ['hub', 'persons'],
    queryFn: () => ask<{ held: HeldPerson[] }>('/citizens/held'),
    refetchInterval: fresh_ms,
    enabled: may_settle,
  })
  const error = overview.error ?? directory.error ?? persons.error
  const counts = overview.data
  if (!counts || !directory.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  return (
    <div className="column hub-column">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted small">{words.counted(show_moment(counts.at).slice(-5))}</span>
        <span className="push">
          <Segments
            label={words.passing}
            value={span}
            options={spans.map((value) => ({ value, label: words.spans[value] }))}
            choose={set_span}
          />
        </span>
      </header>
      <RefusalNotice error={error} />
      <DeskTiles overview={counts} directory={directory.data} persons={persons.data?.held} />
      <section className="hub-part">
        <header className="row wrap">
          <h2>
            {words.passing} <span className="muted">· {words.spans[span]}</span>
          </h2>
          {counts.oldest_waiting && (
            <span className="muted small push">{words.oldest_waiting(say_since(words, counts.oldest_waiting))}</span>
          )}
        </header>
        <TrafficTable traffic={counts.traffic} span={span} />
      </section>
      <BooksCard key={since} since={since} />
    </div>
  )
}

export default OverviewPage
