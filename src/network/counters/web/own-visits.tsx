import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { ask, RefusalNotice, Segments, use_language } from '../../../base/ui/index.ts'
import type { OwnVisits as Visits } from '../contract.ts'
import { payers, visit_types, type VisitPair } from '../visit-types.ts'
import { say_count, say_day } from './say.ts'
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
      <MatrixTable visits={visits} />
      <p className="muted small own-note">
        {visits.since && `${words.since(say_day(visits.since))}. `}
        {words.visits_note} <Link href="/so-lieu/cach-tinh">{words.definitions}</Link>
      </p>
    </section>
  )
}

const Pair = ({ pair: { visits, linked } }: { pair: VisitPair }) => (
  <>
    <td className={visits === 0 ? 'zero' : undefined}>{say_count(visits)}</td>
    <td className={linked === 0 ? 'zero' : undefined}>{say_count(linked)}</td>
  </>
)

const MatrixTable = ({ visits: { matrix, untold_days, untold_visits, told_days } }: { visits: Visits }) => {
  const words = use_words()
  const { language } = use_language()
  const name = (facts: { name: string; name_en: string }): string => (language === 'en' ? facts.name_en : facts.name)
  const sum_of = (payer: 'insured' | 'uninsured'): VisitPair => ({
    visits: matrix.rows.reduce((sum, row) => sum + row[payer].visits, 0),
    linked: matrix.rows.reduce((sum, row) => sum + row[payer].linked, 0),
  })
  return (
    <div className="card scroll-x">
      <table className="counts-table visits-table">
        <thead>
          <tr>
            <th scope="col" className="text" rowSpan={2}>
              {words.visit_type}
            </th>
            {[name(payers.insured), name(payers.uninsured), words.total].map((label) => (
              <th key={label} scope="colgroup" colSpan={2}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            {['insured', 'uninsured', 'total'].flatMap((group) => [
              <th key={`${group} visits`} scope="col">
                {words.visits_short}
              </th>,
              <th key={`${group} linked`} scope="col">
                {words.linked_short}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.type}>
              <th scope="row">{name(visit_types[row.type])}</th>
              <Pair pair={row.insured} />
              <Pair pair={row.uninsured} />
              <Pair pair={row.total} />
            </tr>
          ))}
          {matrix.unstated.visits > 0 && (
            <tr>
              <th scope="row">{name(payers.unstated)}</th>
              <td colSpan={4} />
              <Pair pair={matrix.unstated} />
            </tr>
          )}
          {untold_days > 0 && (
            <tr>
              <th scope="row">{words.untold_days(say_count(untold_days))}</th>
              <td colSpan={4} />
              <td>{say_count(untold_visits)}</td>
              <td className="muted">{words.not_told}</td>
            </tr>
          )}
          <tr className="visits-total">
            <th scope="row">{words.total}</th>
            <Pair pair={sum_of('insured')} />
            <Pair pair={sum_of('uninsured')} />
            <td>{told_days + untold_days === 0 ? words.not_told : say_count(matrix.total.visits + untold_visits)}</td>
            <td>{told_days === 0 ? words.not_told : say_count(matrix.total.linked)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
