import type { ReactNode } from 'react'
import { Field } from './field.tsx'
import { MomentInput } from './moment-input.tsx'

type DateFieldProps = {
  label: string
  /** ISO date, or '' when no day is known. */
  value: string
  change: (day: string) => void
  required?: boolean
  hint?: ReactNode
  readOnly?: boolean
  direction?: 'past' | 'any'
}

/** A day with its label, typed as Vietnam writes it whatever language the browser speaks. */
export const DateField = ({ label, required = false, hint, ...rest }: DateFieldProps) => (
  <Field label={label} required={required} hint={hint}>
    {(ids) => <MomentInput {...ids} kind="date" required={required} {...rest} />}
  </Field>
)
