import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { show_moment, type_date, type_datetime } from './date-entry.ts'
import { use_ui_words } from './words.ts'

type MomentInputProps = {
  id?: string
  'aria-describedby'?: string
  kind: 'date' | 'datetime'
  value: string
  change: (value: string) => void
  direction?: 'past' | 'any'
  /** A year or a month alone will do (dates of birth). */
  partial?: boolean
  label?: string
  readOnly?: boolean
  required?: boolean
  className?: string
  /** Where the reason shows when the caller has a better place. */
  on_reason?: (reason: string) => void
}

/** Typed, never picked from a calendar: dd/mm/yyyy and hh:mm, read when the hand leaves the field. */
export const MomentInput = ({
  id,
  kind,
  value,
  change,
  direction,
  partial,
  label,
  readOnly,
  required = false,
  className = '',
  on_reason,
  ...rest
}: MomentInputProps) => {
  const words = use_ui_words()
  const input = useRef<HTMLInputElement>(null)
  const [text, set_text] = useState(show_moment(value))
  const [reason, set_reason] = useState('')
  useEffect(() => {
    set_text(show_moment(value))
    set_reason('')
  }, [value])
  // A form with a day nobody can read is not sent with the day that stood there before.
  useLayoutEffect(() => {
    input.current?.setCustomValidity(reason || (required && text.trim() === '' ? words.no_moment : ''))
  }, [reason, required, text, words])
  const tell = (next: string) => {
    set_reason(next)
    on_reason?.(next)
  }
  const read = () => {
    if (text.trim() === '') {
      tell('')
      if (value) change('')
      return
    }
    const options = { ...(direction && { direction }) }
    const typed = kind === 'date' ? type_date(text, { ...options, whole: !partial }) : type_datetime(text, options)
    if (!typed.ok) return tell(typed.reason)
    tell('')
    set_text(show_moment(typed.value))
    if (typed.value !== value) change(typed.value)
  }
  return (
    <>
      <input
        ref={input}
        id={id}
        aria-describedby={rest['aria-describedby']}
        className={`box ${className}`}
        value={text}
        readOnly={readOnly}
        inputMode={kind === 'date' ? 'numeric' : 'text'}
        aria-label={label}
        aria-invalid={reason !== ''}
        aria-required={required}
        placeholder={kind === 'date' ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm'}
        autoComplete="off"
        onChange={(event) => set_text(event.target.value)}
        onBlur={read}
        onKeyDown={(event) => event.key === 'Enter' && read()}
      />
      {reason && !on_reason && (
        <div className="hint bad" role="alert">
          {reason}
        </div>
      )}
    </>
  )
}
