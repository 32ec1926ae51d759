import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Empty, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { Assessment, AssessmentLine, Change, Criterion } from '../contract.ts'
import { use_words } from './words.ts'

type HistoryListProps = {
  lines: AssessmentLine[]
  criteria: Criterion[]
  /** Where one is read. */ path: string
  waits?: boolean
}

/** The assessments, the newest first; each tells what became otherwise. */
export const HistoryList = ({ lines, criteria, path, waits = false }: HistoryListProps) => {
  const words = use_words()
  const [open, set_open] = useState<string>()
  return (
    <section className="level-history">
      <h2>{words.history}</h2>
      {lines.length === 0 && (
        <div className="card">
          <Empty title={words.history_none} />
        </div>
      )}
      {lines.length > 0 && (
        <ul className="card level-list">
          {lines.map((line) => (
            <li key={line.id}>
              <b className="level-when">{words.level(line.level)}</b>
              <div className="level-what">
                <p>
                  {words.kinds[line.kind]}
                  {line.year !== null && ` ${line.year}`}{' '}
                  <span className="muted">
                    · {show_moment(line.made_at)} · {line.made_name}
                  </span>
                  {line.decision !== '' && <span className="muted"> · {line.decision}</span>}
                </p>
                {open === line.id && <Changes path={`${path}/${line.id}`} criteria={criteria} />}
              </div>
              <span className="level-basis">
                {line.signed ? words.signed : words.typed}
                {waits && line.signed && line.sent_at === null && <b className="amber"> · {words.unsent}</b>}
              </span>
              <Button look="link" onClick={() => set_open(open === line.id ? undefined : line.id)}>
                {open === line.id ? '▴' : '▾'}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const Changes = ({ path, criteria }: { path: string; criteria: Criterion[] }) => {
  const words = use_words()
  const found = useQuery({ queryKey: ['it-level', path], queryFn: () => ask<Assessment>(path) })
  const name = ({ criterion }: Change): string => criteria.find(({ id }) => id === criterion)?.vi ?? criterion
  if (!found.data) return <RefusalNotice error={found.error} />
  const { changes } = found.data
  return (
    <div className="small level-changes">
      <p className="muted">{changes.length === 0 ? words.changes_none : words.changes(changes.length)}</p>
      <ul>
        {changes.map((change) => (
          <li key={change.criterion}>
            <span className={change.after === 'no' ? 'red' : 'green'}>
              {words.answers[change.before]} → {words.answers[change.after]}
            </span>{' '}
            {name(change)} <span className="muted">{change.says}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
