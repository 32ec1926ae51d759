import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Empty, RefusalNotice, Segments, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day } from '../../board/web/figures.ts'
import { asked_kinds, type EntryLine } from '../contract.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import './deployment.css'
import { EntryActs } from './entry-acts.tsx'
import { EntryWords } from './entry-words.tsx'
import { use_register } from './facility-field.tsx'
import { EntryState } from './register-part.tsx'
import { TablesActs } from './table-acts.tsx'
import { use_definitions } from './use-definitions.ts'
import { use_words } from './words.ts'

const filters = ['submitted', 'answered', 'closed', 'all'] as const
type Filter = (typeof filters)[number]

/** What the facilities ask the Sở, the nearest deadline first. */
const DifficultiesPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_words()
  const client = useQueryClient()
  const [filter, choose] = useState<Filter>('submitted')
  const definitions = use_definitions()
  const register = use_register()
  const lines = useQuery({
    queryKey: ['board', 'entries', 'difficulties'],
    queryFn: async () =>
      (await Promise.all(asked_kinds.map((kind) => ask<EntryLine[]>(`/board/entries?kind=${kind}`)))).flat(),
  })
  useEffect(() => {
    document.title = words.difficulties
  }, [words])
  const error = lines.error ?? register.error ?? definitions.error
  if (!lines.data || !register.data || !definitions.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const shown = lines.data
    .filter(({ state }) => filter === 'all' || state === filter)
    .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))
  const name_of = (code: string): string => register.data.lines.find((line) => line.code === code)?.name ?? code
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.difficulties}</h1>
        <span className="push row wrap">
          <Segments
            label={words.difficulties}
            value={filter}
            options={filters.map((value) => ({ value, label: words.filters[value] ?? value }))}
            choose={choose}
          />
          <TablesActs
            tables={asked_kinds.flatMap((kind) => {
              const of = definitions.data.registers.find((one) => one.kind === kind)
              return of ? [{ what: kind, name: of.name }] : []
            })}
            may_import={may_decide}
          />
        </span>
      </header>
      {shown.length === 0 && <Empty title={words.no_difficulties} />}
      <ul className="dep-cards">
        {shown.map((entry) => {
          const of = definitions.data.registers.find(({ kind }) => kind === entry.kind)
          const is_late = entry.state === 'submitted' && (entry.due ?? '') < register.data.today
          return (
            <li key={entry.id} className="card">
              <p className="row wrap">
                <Link href={page_of_kind(entry.facility, entry.kind)}>
                  <b>{name_of(entry.facility)}</b>
                </Link>
                {of && entry.kind !== 'difficulty' && <span className="muted small">{of.name}</span>}
                {entry.due && (
                  <span className={is_late ? 'red push' : 'muted push'}>
                    {words.due} {say_day(entry.due)}
                  </span>
                )}
              </p>
              {of && <EntryWords register={of} entry={entry} />}
              <p className="row wrap">
                <EntryState entry={{ ...entry, due: null }} />
                {of && (
                  <span className="push">
                    <EntryActs
                      {...{ entry, register: of, may_decide, may_write: false }}
                      edit={() => undefined}
                      done={() => void client.invalidateQueries({ queryKey: ['board'] })}
                    />
                  </span>
                )}
              </p>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

export default DifficultiesPage
