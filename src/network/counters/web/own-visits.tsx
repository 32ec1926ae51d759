import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { ask, RefusalNotice, Segments } from '../../../base/ui/index.ts'
import type { OwnVisits as Visits } from '../contract.ts'
import { say_count, say_day } from './say.ts'
import { VisitTable } from './visit-table.tsx'
import { use_words } from './words.ts'

const halves = ['this', 'last'] as const

/** The facility's own rows of the six-monthly report of the health book, as the Sở adds them up. */
export const OwnVisits = () => {
  const words = use_words()
  const [half, set_half] = useState<(typeof halves)[number]>('this')
  const found = useQuery({
    queryKey: ['counters', 'visits', half],
    queryFn: () => ask<Visits>(`/counters/visits?half=${half}`),
    placeholderData: (before) => before,
  })
  if (!found.data) return <RefusalNotice error={found.error} />
  const visits = found.data
  return (
    <section className="own-visits">
      <header className="row wrap">
        <h2>{words.visits_title}</h2>
        <span className="muted small">{words.visits_said(visits.year, visits.half, say_count(visits.told_days))}</span>
        <span className="push">
          <Segments
            label={words.span}
            value={half}
            options={halves.map((value) => ({ value, label: words.halves[value] ?? value }))}
            choose={set_half}
          />
        </span>
      </header>
      <div className="card">
        <VisitTable visits={visits} />
      </div>
      <p className="muted small own-note">
        {visits.since && `${words.since(say_day(visits.since))}. `}
        {words.visits_note}{' '}
        {visits.portal && `${words.portal_taken(say_count(visits.portal.taken), say_count(visits.portal.visits))} `}
        <Link href="/so-lieu/cach-tinh">{words.definitions}</Link>
      </p>
    </section>
  )
}
