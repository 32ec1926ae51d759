import { useEffect } from 'react'
import { Link } from 'wouter'
import { Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
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
    <li>
      <div>
        <b>{line.name}</b> <small className="muted">{line.age}</small>
        <p className="muted">{[line.department, !line.is_open && words.stay_over].filter(Boolean).join(' · ')}</p>
      </div>
      <div>
        <b>{taken.test}</b>
        <p className="taken-said">{taken.said}</p>
      </div>
      <div>{taken.changed && <ChangeWords one={taken} change={taken.changed} />}</div>
      <Link className="btn" href={taken_place(encounter)}>
        {words.open_orders}
      </Link>
    </li>
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
        <ul className="card">
          {lines.map((line) => (
            <Row key={line.taken.id} line={line} />
          ))}
        </ul>
      )}
    </div>
  )
}

export default ChangedResultsPage
