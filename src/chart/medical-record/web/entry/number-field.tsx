import { useState } from 'react'
import type { NumberItem } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { use_desk } from './desk.tsx'
import { FieldFrame } from './field-frame.tsx'
import { is_outside, is_pressure, read_number, show_number, tone_of_vital } from './number-value.ts'

/** Temperature, pulse, weight: a number with its unit, comma as the decimal sign. */
export const NumberField = ({ field }: { field: NumberItem }) => {
  const words = use_words()
  const desk = use_desk()
  const value = String(desk.answers[field.id] ?? '')
  const typed = use_typed_number(field, value, (next) => desk.change(field.id, next))
  const outside = is_outside(field, value)
  const hint = typed.reason || (outside ? words.outside(field.min, field.max) : undefined)
  const tone = tone_of_vital(field.observe?.code, value)
  return (
    <FieldFrame field={field} bare={field.type === 'vital'} hint={hint} tone={hint ? 'bad' : undefined}>
      {(ids) => (
        <div className={tone ? `box with-unit ${tone}` : 'box with-unit'}>
          <input
            {...ids}
            value={typed.text}
            inputMode={is_pressure(field) ? 'text' : 'decimal'}
            autoComplete="off"
            readOnly={desk.is_read_only}
            onChange={(event) => typed.type(event.target.value)}
            onBlur={typed.leave}
          />
          {field.unit && <small>{short_unit(field.unit)}</small>}
        </div>
      )}
    </FieldFrame>
  )
}

const short_unit = (unit: string): string => unit.replace('lần/ph', 'l/ph').replace('l/phút', 'l/ph')

/** Kept as typed while typing; a value that comes from elsewhere replaces what was typed for another value. */
export const use_typed_number = (
  field: Pick<NumberItem, 'observe' | 'print_hint'>,
  value: string,
  change: (value: string) => void,
) => {
  const words = use_words()
  const [typed, set_typed] = useState({ text: show_number(value), of: value })
  const [reason, set_reason] = useState('')
  const text = typed.of === value ? typed.text : show_number(value)
  return {
    text,
    reason,
    type: (next: string) => {
      const read = read_number(field, next)
      set_typed({ text: next, of: read.ok ? read.value : value })
      set_reason('')
      if (read.ok && read.value !== value) change(read.value)
    },
    leave: () => {
      const read = read_number(field, text)
      if (read.ok) set_typed({ text: show_number(read.value), of: value })
      else set_reason(read.reason === 'not-a-pressure' ? words.bad_pressure : read.text)
    },
  }
}
