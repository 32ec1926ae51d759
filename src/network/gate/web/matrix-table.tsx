import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { Matrix } from '../contract.ts'
import { cell_of, tones, type Cell } from './cell.ts'
import { use_words } from './words.ts'

const CellButton = ({ cell, open }: { cell: Cell; open: (cell: Cell) => void }) => {
  const words = use_words()
  const { ruling, holding, coming } = cell
  return (
    <button type="button" className="gate-cell" aria-haspopup="dialog" onClick={() => open(cell)}>
      <Pill tone={tones[ruling]}>{words.rulings[ruling]}</Pill>
      {holding && (
        <small>
          {words.since(show_moment(holding.valid_from))}: {holding.source}
        </small>
      )}
      {coming && (
        <small className="amber">{words.next(words.rulings[coming.ruling], show_moment(coming.valid_from))}</small>
      )}
    </button>
  )
}

type MatrixTableProps = { matrix: Matrix; open: (cell: Cell) => void }

/** Each cell as it is ruled today; with its source and day where the Sở has spoken, else by its row's default. */
export const MatrixTable = ({ matrix, open }: MatrixTableProps) => {
  const words = use_words()
  return (
    <div className="card scroll-x">
      <table className="list gate-matrix gate-stacks">
        <thead>
          <tr>
            <th scope="col">{words.label_and_source}</th>
            {matrix.destinations.map(({ code, source }) => (
              <th key={code} scope="col" title={source}>
                {words.destinations[code]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                {row.name}
                <small className="muted">
                  {row.name !== row.label && `${row.label} · `}
                  {row.source}
                </small>
              </th>
              {matrix.destinations.map(({ code }) => (
                <td key={code} data-label={words.destinations[code]}>
                  <CellButton cell={cell_of(matrix, row, code)} open={open} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
