import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { ask, Button, Empty, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import { format_date } from '../../../base/time/index.ts'
import type { Column, Evidence, Value } from '../contract.ts'
import { show_value } from '../values.ts'
import './reports.css'
import { use_words } from './words.ts'

const is_number = ({ kind }: Column): boolean => kind === 'number' || kind === 'percent' || kind === 'money'

/** A figure of a report and the rows it is counted from, as they stood on the report's last day; each row leads on. */
const EvidencePage = ({ name }: { name: string }) => {
  const words = use_words()
  const search = useSearch()
  const evidence = useQuery({
    queryKey: ['reports', 'evidence', name, search],
    queryFn: () => ask<Evidence>(`/hub/reports/figures/${name}?${search}`),
  })
  const label = evidence.data?.label
  useEffect(() => {
    document.title = label ?? words.title
  }, [label, words])
  const { data } = evidence
  if (!data) return evidence.error ? <RefusalNotice error={evidence.error} /> : <Waiting />
  const { period, origin } = data
  return (
    <div className="column report-column">
      <header className="page-head wrap">
        <h1>
          {data.label} {data.value !== undefined && <b>{show_value(data.value, data.kind)}</b>}{' '}
          {data.value !== undefined && data.value !== null && <span className="muted">{data.unit}</span>}
        </h1>
        <span className="push">
          <Link href="/so/bao-cao">{words.title}</Link>
        </span>
      </header>
      <p>{data.definition}</p>
      <p className="muted small">
        {words.of_days(format_date(period.from), format_date(period.counted_to))} · {origin.why || origin.source} ·{' '}
        {origin.query}
        {origin.at !== '' && ` · ${words.counted_at(show_moment(origin.at))}`}
      </p>
      <EvidenceRows evidence={data} />
    </div>
  )
}

/** So many are drawn at first: an old computer has them in two seconds. */
const first_rows = 250

const EvidenceRows = ({ evidence: { columns, rows, more } }: { evidence: Evidence }) => {
  const words = use_words()
  const [shows_all, show_all] = useState(false)
  if (rows.length === 0) return <Empty title={words.no_rows} />
  return (
    <section className="card scroll-x report-evidence">
      <table className="report-rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={is_number(column) ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(shows_all ? rows : rows.slice(0, first_rows)).map(({ cells, path }) => (
            <tr key={`${path} ${cells.join(' ')}`}>
              {columns.map((column, i) => (
                <td key={column.label} className={is_number(column) ? 'number' : undefined}>
                  {i === 0 ? <Link href={path}>{shown(cells[i], column)}</Link> : shown(cells[i], column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small report-foot">
        {more > 0 ? words.rows_more(rows.length, more) : words.rows(rows.length)}
        {!shows_all && rows.length > first_rows && (
          <>
            {' · '}
            <Button look="link" onClick={() => show_all(true)}>
              {words.show_all(rows.length - first_rows)}
            </Button>
          </>
        )}
      </p>
    </section>
  )
}

const shown = (value: Value | undefined, { kind }: Column): string =>
  value === undefined || value === null ? '–' : show_value(value, kind)

export default EvidencePage
