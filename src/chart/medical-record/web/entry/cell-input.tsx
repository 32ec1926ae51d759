import { MomentInput } from '../../../../base/ui/index.ts'
import type { AnswerRow } from '../../contract.ts'
import type { Column } from '../../form-definition.ts'
import { PhraseText } from '../phrases/phrase-text.tsx'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'
import { use_typed_number } from './number-field.tsx'

type Cell = AnswerRow[string]
type CellProps = { column: Column; label?: string; value: Cell; change: (value: Cell) => void }

/** One box of a table. */
export const CellInput = (props: CellProps) => {
  const words = use_words()
  const desk = use_desk()
  const { column, label, value, change } = props
  const text = value === null ? '' : String(value)
  const named = label ? { 'aria-label': label } : {}
  if (column.type === 'signature') return <span className="muted small">{words.not_signed}</span>
  if (column.type === 'boolean')
    return (
      <input
        type="checkbox"
        {...named}
        checked={value === true}
        disabled={desk.is_read_only}
        onChange={(event) => change(event.target.checked)}
      />
    )
  if (column.type === 'number') return <NumberCell {...props} />
  if (column.type === 'date' || column.type === 'datetime')
    return (
      <MomentInput
        kind={column.type}
        value={text}
        {...(label && { label })}
        readOnly={desk.is_read_only}
        change={(next) => change(next || null)}
      />
    )
  if (column.type === 'choice')
    return (
      <select
        className="box"
        {...named}
        value={text}
        disabled={desk.is_read_only}
        onChange={(event) => change(event.target.value || null)}
      >
        <option value="" />
        {(column.options ?? []).map((option) => (
          <option key={option.code} value={option.code}>
            {option.label}
          </option>
        ))}
      </select>
    )
  if (column.type === 'long-text')
    return (
      <PhraseText
        value={text}
        {...(label && { label })}
        lines={3}
        read_only={desk.is_read_only}
        change={(next) => change(next || null)}
      />
    )
  return (
    <input
      className="box"
      {...named}
      value={text}
      readOnly={desk.is_read_only}
      autoComplete="off"
      onChange={(event) => change(event.target.value || null)}
    />
  )
}

const NumberCell = ({ column, label, value, change }: CellProps) => {
  const desk = use_desk()
  const typed = use_typed_number({}, value === null ? '' : String(value), (next) => change(next || null))
  return (
    <>
      <span className="box with-unit">
        <input
          value={typed.text}
          inputMode="decimal"
          {...(label && { 'aria-label': label })}
          aria-invalid={typed.reason !== ''}
          readOnly={desk.is_read_only}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.leave}
        />
        {column.unit && <small>{column.unit}</small>}
      </span>
      {typed.reason && <span className="hint bad">{typed.reason}</span>}
    </>
  )
}
