import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { parse_decimal } from '../../../base/text/index.ts'

type AmountProps = {
  id?: string
  label: string
  value: number | null
  change: (value: number | null) => void
  whole?: boolean
  placeholder?: string | undefined
  /** Enter, and x or * between dose, times and days. */
  next?: () => void
}

const shown = (value: number | null): string => (value === null ? '' : String(value).replace('.', ','))

/** A number as it is typed in Vietnam (decimal comma); ½ tablet may be typed "1/2". */
const read = (text: string, whole: boolean): number | null | undefined => {
  const typed = text.trim()
  if (typed === '') return null
  const half = /^(\d+)\/(\d+)$/.exec(typed)
  if (half && !whole && Number(half[2]) > 0) return Number((Number(half[1]) / Number(half[2])).toFixed(3))
  const parsed = parse_decimal(typed)
  if (!parsed.ok) return undefined
  const value = Number(parsed.value)
  return value < 0 || (whole && !Number.isInteger(value)) ? undefined : value
}

export const AmountInput = ({ id, label, value, change, whole = false, placeholder, next }: AmountProps) => {
  const [text, set_text] = useState(shown(value))
  useEffect(() => {
    set_text((before) => (read(before, whole) === value ? before : shown(value)))
  }, [value, whole])
  const on_key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!next || !['Enter', 'x', 'X', '*'].includes(event.key)) return
    event.preventDefault()
    next()
  }
  return (
    <input
      id={id}
      className="box amount"
      inputMode={whole ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-invalid={read(text, whole) === undefined}
      autoComplete="off"
      placeholder={placeholder}
      value={text}
      onFocus={(event) => event.target.select()}
      onKeyDown={on_key}
      onChange={(event) => {
        set_text(event.target.value)
        const typed = read(event.target.value, whole)
        if (typed !== undefined) change(typed)
      }}
    />
  )
}
