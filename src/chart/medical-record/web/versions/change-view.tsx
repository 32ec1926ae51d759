import { useMemo } from 'react'
import type { Change, ItemChange, RowChange } from '../../contract.ts'
import { use_words } from '../words.ts'
import { mark_words } from './word-diff.ts'
import type { Part } from './word-diff.ts'

/** One box, or a table row by row: what it said and what it says, the words that changed marked. */
export const ItemView = ({ change }: { change: ItemChange }) => {
  if (!change.rows) return <Sides change={change} />
  return (
    <section className="changed-table">
      {change.label && <h4>{change.label}</h4>}
      {change.rows.map((row, index) => (
        <RowView key={index} row={row} />
      ))}
    </section>
  )
}

const RowView = ({ row }: { row: RowChange }) => {
  const words = use_words()
  const told = { new: words.row_came, gone: words.row_went, changed: '' }[row.kind]
  return (
    <div className="changed-row">
      <h5>
        {row.name}
        {told && <span className="muted"> · {told}</span>}
      </h5>
      {row.cells.map((cell) => (
        <Sides key={cell.label} change={cell} only={row.kind === 'changed' ? undefined : row.kind} />
      ))}
    </div>
  )
}

/** `only`: the other side has no such row, and nothing to be empty. */
const Sides = ({ change, only }: { change: Change; only?: 'new' | 'gone' | undefined }) => {
  const words = use_words()
  const empty = <span className="muted">{words.empty}</span>
  const marked = useMemo(() => mark_words(change.old, change.new), [change.old, change.new])
  return (
    <div className="sides">
      <div className="side-label">{change.label}</div>
      <div className="side old" data-side={words.before}>
        {change.old ? <Words parts={marked.old} as="del" /> : only !== 'new' && empty}
      </div>
      <div className="side new" data-side={words.behind}>
        {change.new ? <Words parts={marked.new} as="ins" /> : only !== 'gone' && empty}
      </div>
    </div>
  )
}

const Words = ({ parts, as: Tag }: { parts: Part[]; as: 'del' | 'ins' }) =>
  parts.map((part, index) => (part.changed ? <Tag key={index}>{part.text}</Tag> : <span key={index}>{part.text}</span>))
