import { Button, now_local } from '../../../../base/ui/index.ts'
import type { AnswerRow } from '../../contract.ts'
import type { TableItem } from '../../form-definition.ts'
import { column_in_row } from '../../say-value.ts'
import { use_words } from '../words.ts'
import { CellInput } from './cell-input.tsx'
import { focus_item, use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'
import { drop_row, is_grid, is_printed, new_row, put_cell, rows_of, shown_rows } from './table-rows.ts'

/** A table of the paper: a small grid where it fits, a card a row where it does not. */
export const TableField = ({ field }: { field: TableItem }) => {
  const words = use_words()
  const desk = use_desk()
  const value = desk.answers[field.id]
  const rows = shown_rows(field, value)
  const put = (at: number, column: string) => (cell: AnswerRow[string]) =>
    desk.change(field.id, put_cell(field, value, at, column, cell))
  const add = () => add_row(field, rows_of(value), desk.change)
  const plain = { ...field, label: field.label.startsWith('(') ? '' : field.label }
  return (
    <FieldFrame field={plain} is_group hint={field.row_signature && words.row_signed(field.row_signature)}>
      {() => (
        <>
          {is_grid(field) ? (
            <GridRows field={field} rows={rows} put={put} />
          ) : (
            rows.map((row, at) => (
              <RowCard
                key={at}
                field={field}
                row={row}
                at={at}
                put={put}
                drop={() => desk.change(field.id, drop_row(value, at))}
              />
            ))
          )}
          {!field.fixed_rows && !desk.is_read_only && (
            <Button onClick={add} {...(field.row_signature && { shortcut: 'F2' })}>
              + {field.row_signature ? words.add_entry : (field.row_name ?? words.add_row)}
            </Button>
          )}
        </>
      )}
    </FieldFrame>
  )
}

export const add_row = (
  field: TableItem,
  rows: AnswerRow[],
  change: (item: string, value: AnswerRow[]) => void,
): void => {
  change(field.id, [...rows, new_row(field, now_local())])
  const text = field.columns.find((column) => column.type === 'long-text' || column.type === 'text')
  focus_item(field.id, `${rows.length}/${text?.id ?? ''}`)
}

type RowsProps = {
  field: TableItem
  rows: AnswerRow[]
  put: (at: number, column: string) => (cell: AnswerRow[string]) => void
}

const caption = (label: string): string => label.replace(/^\((.*)\)$/, '$1')

const GridRows = ({ field, rows, put }: RowsProps) => (
  <table className="grid-table">
    <thead>
      <tr>
        {field.columns.map((column) => (
          <th key={column.id} scope="col" className={column.type}>
            {caption(column.label)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row, at) => (
        <tr key={at}>
          {field.columns.map((column) => (
            <td key={column.id} className={column.type} data-cell={`${at}/${column.id}`}>
              {is_printed(field, at, column.id) ? (
                <span className={column.type === 'number' ? 'muted' : undefined}>
                  {String(field.fixed_rows?.[at]?.[column.id])}{' '}
                  <small className="muted">{hint_of(field, at, column.id)}</small>
                </span>
              ) : (
                <CellInput
                  column={column_in_row(field, at, column)}
                  label={`${caption(column.label)} ${at + 1}`}
                  value={row[column.id] ?? null}
                  change={put(at, column.id)}
                />
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const hint_of = (field: TableItem, at: number, column: string): string => {
  const row = field.fixed_rows?.[at]
  const last_printed = field.columns.filter((one) => is_printed(field, at, one.id)).at(-1)?.id
  return column === last_printed && typeof row?.hint === 'string' ? row.hint : ''
}

const RowCard = ({
  field,
  row,
  at,
  put,
  drop,
}: {
  field: TableItem
  row: AnswerRow
  at: number
  put: RowsProps['put']
  drop: () => void
}) => {
  const words = use_words()
  const desk = use_desk()
  const printed = field.columns
    .filter((column) => is_printed(field, at, column.id))
    .map((column) => String(field.fixed_rows?.[at]?.[column.id]))
  return (
    <div className="row-card">
      <div className="row-card-head">
        <b>{printed.join(' ') || `${field.row_name ?? words.row} ${at + 1}`}</b>
        {!field.fixed_rows && !desk.is_read_only && (
          <Button look="quiet" aria-label={`${words.remove} ${at + 1}`} onClick={drop}>
            ×
          </Button>
        )}
      </div>
      <div className="row-card-cells">
        {field.columns
          .filter((column) => !is_printed(field, at, column.id))
          .map((column) => (
            <label
              key={column.id}
              className={column.type === 'long-text' ? 'field wide' : 'field'}
              data-cell={`${at}/${column.id}`}
            >
              <span className="name">{caption(column.label)}</span>
              <CellInput
                column={column_in_row(field, at, column)}
                value={row[column.id] ?? null}
                change={put(at, column.id)}
              />
            </label>
          ))}
      </div>
    </div>
  )
}
