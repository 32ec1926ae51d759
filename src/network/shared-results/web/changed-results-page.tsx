import { useEffect } from 'react'
import { Link } from 'wouter'
import { Empty, ListTable, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { ChangedResult } from '../contract.ts'
import { taken_place } from './places.ts'
import { use_changed_results } from './queries.ts'
import './shared-results.css'
import { ChangeWords } from './taken-change.tsx'
import { use_words } from './words.ts'

const Row = ({ line }: { line: ChangedResult }) => {
  const words = use_words()
  const { taken, encounter } = line
  return (
    <tr>
      <td>
        <b>{line.name}</b> <small className="muted">{line.age}</small>
        <br />
        <small className="muted">
          {[line.department, !line.is_open && words.stay_over].filter(Boolean).join(' · ')}
        </small>
      </td>
      <td>
        <b>{taken.test}</b>
        <p className="taken-said">{taken.said}</p>
      </td>
      <td>{taken.changed && <ChangeWords one={taken} change={taken.changed} />}</td>
      <td>
        <Link className="btn" href={taken_place(encounter)}>
          {words.open_orders}
        </Link>
      </td>
    </tr>
  )
}

/** All stays, also ended ones: results of others that were corrected or taken back since, until a doctor has seen it. */
const ChangedResultsPage = () => {
  const words = use_words()
  const found = use_changed_results({})
  useEffect(() => {
    document.title = words.changed_title
  }, [words])
  const lines = found.data?.lines ?? []
  return (
    <div className="changed-results">
      <header>
        <h1>{words.changed_title}</h1>
        {lines.length > 0 && <span className="red">{words.changed_count(found.data?.total ?? 0)}</span>}
      </header>
      <RefusalNotice error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Waiting />}
      {found.data && lines.length === 0 && <Empty title={words.changed_none}>{words.changed_none_note}</Empty>}
      {lines.length > 0 && (
        <ListTable titles={words.changed_columns} className="changed-results-table">
          {lines.map((line) => (
            <Row key={line.taken.id} line={line} />
          ))}
        </ListTable>
      )}
    </div>
  )
}

export default ChangedResultsPage
