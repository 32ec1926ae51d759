import { useQuery } from '@tanstack/react-query'
import { ask, Pill, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Matrix, Ruling } from '../contract.ts'
import { use_words } from './words.ts'

const tones: Record<Ruling, 'green' | 'amber' | 'red'> = { pass: 'green', withhold: 'amber', never: 'red' }

const Table = ({ matrix }: { matrix: Matrix }) => {
  const words = use_words()
  return (
    <div className="card scroll-x">
      <table className="list gate-matrix">
        <thead>
          <tr>
            <th scope="col">{words.label}</th>
            {matrix.destinations.map(({ code, source }) => (
              <th key={code} scope="col" title={source}>
                {words.destinations[code]}
              </th>
            ))}
            <th scope="col" className="source">
              {words.source}
            </th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map(({ label, name, source, rulings }) => (
            <tr key={label}>
              <th scope="row">
                {name} <small className="muted">{label}</small>
              </th>
              {matrix.destinations.map(({ code }) => (
                <td key={code}>
                  <Pill tone={tones[rulings[code]]}>{words.rulings[rulings[code]]}</Pill>
                </td>
              ))}
              <td className="muted small">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

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

export const MatrixCard = () => {
  const words = use_words()
  const matrix = useQuery({ queryKey: ['hub', 'matrix'], queryFn: () => ask<Matrix>('/hub/matrix') })
  return (
    <section className="hub-part stack">
      <p className="muted">{words.matrix_note}</p>
      {matrix.isPending && <Waiting />}
      <RefusalNotice error={matrix.error} again={() => void matrix.refetch()} />
      {matrix.data && <Table matrix={matrix.data} />}
      <p className="muted small">{words.withhold_note}</p>
      {matrix.data && <Sources matrix={matrix.data} />}
    </section>
  )
}
