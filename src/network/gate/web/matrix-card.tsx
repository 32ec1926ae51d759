import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Matrix } from '../contract.ts'
import type { Cell } from './cell.ts'
import { MatrixTable } from './matrix-table.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { WordList } from './word-list.tsx'
import { use_words } from './words.ts'

/** What each destination rests on, in words: a heading has no room for it. */
const Sources = ({ matrix }: { matrix: Matrix }) => {
  const words = use_words()
  return (
    <ul className="small muted">
      {matrix.destinations.map(({ code, source }) => (
        <li key={code}>
          {words.destinations[code]}: {source}
        </li>
      ))}
    </ul>
  )
}

const MatrixPart = ({ matrix, may_rule }: { matrix: Matrix; may_rule: boolean }) => {
  const words = use_words()
  const [cell, open] = useState<Cell>()
  const names = new Map(matrix.rows.map(({ label, name }) => [label, name]))
  return (
    <>
      <div className="row wrap">
        <b>{words.as_of(show_moment(matrix.today))}</b>
        <span className="muted gate-screen">{may_rule ? words.open_cell : words.look_cell}</span>
        <span className="push">
          <Button onClick={() => window.print()}>{words.print}</Button>
        </span>
      </div>
      <MatrixTable matrix={matrix} open={open} />
      <p className="muted small">{words.withhold_note}</p>
      <Sources matrix={matrix} />
      <h2>{words.said_title}</h2>
      <WordList list={matrix.words} names={names} />
      {cell && <RuleDialog matrix={matrix} cell={cell} may_rule={may_rule} close={() => open(undefined)} />}
    </>
  )
}

/** The matrix of sensitivity × destination, and the Sở's words on it. */
export const MatrixCard = ({ may_rule }: { may_rule: boolean }) => {
  const words = use_words()
  const matrix = useQuery({ queryKey: ['hub', 'matrix'], queryFn: () => ask<Matrix>('/hub/matrix') })
  return (
    <section className="hub-part stack">
      <p className="muted">{words.matrix_note}</p>
      {matrix.isPending && <Waiting />}
      <RefusalNotice error={matrix.error} again={() => void matrix.refetch()} />
      {matrix.data && <MatrixPart matrix={matrix.data} may_rule={may_rule} />}
    </section>
  )
}
