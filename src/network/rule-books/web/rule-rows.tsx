import { Button, use_language } from '../../../base/ui/index.ts'
import type { RuleColumn, RuleRow, ShownBook } from '../contract.ts'
import { use_words } from './words.ts'

type CellProps = { column: RuleColumn; value: string; label: string; change: (value: string) => void }

const Cell = ({ column, value, label, change }: CellProps) =>
  column.choices ? (
    <select className="box" aria-label={label} value={value} onChange={(event) => change(event.target.value)}>
      {!Object.hasOwn(column.choices, value) && <option value={value}>{value}</option>}
      {Object.entries(column.choices).map(([code, words]) => (
        <option key={code} value={code}>
          {words}
        </option>
      ))}
    </select>
  ) : (
    <input className="box" aria-label={label} value={value} onChange={(event) => change(event.target.value)} />
  )

type RowsProps = {
  book: ShownBook
  rows: RuleRow[]
  /** Absent: to be read only. */
  change?: (rows: RuleRow[]) => void
}

/** The table itself, as it is read or written. */
export const RuleRows = ({ book: { columns }, rows, change }: RowsProps) => {
  const words = use_words()
  const { language } = use_language()
  const title_of = (column: RuleColumn): string => (language === 'en' ? column.title_en : column.title)
  const put = (at: number, key: string, value: string) =>
    change?.(rows.map((row, i) => (i === at ? { ...row, [key]: value } : row)))
  return (
    <div className="rule-rows">
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {title_of(column)}
              </th>
            ))}
            {change && <th aria-label={words.drop_row} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column.key}>
                  {change ? (
                    <Cell
                      column={column}
                      value={row[column.key] ?? ''}
                      label={`${title_of(column)}, ${at + 1}`}
                      change={(value) => put(at, column.key, value)}
                    />
                  ) : (
                    (column.choices?.[row[column.key] ?? ''] ?? row[column.key])
                  )}
                </td>
              ))}
              {change && (
                <td>
                  <Button look="link" onClick={() => change(rows.filter((_, i) => i !== at))}>
                    {words.drop_row}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
