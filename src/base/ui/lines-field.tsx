import { Field } from './field.tsx'

type LinesFieldProps = {
  label: string
  hint?: string
  required?: boolean
  rows: number
  value: string
  change: (value: string) => void
}

/** A box for some lines of words: a reason, a note. */
export const LinesField = ({ rows, value, change, ...frame }: LinesFieldProps) => (
  <Field {...frame}>
    {(ids) => (
      <textarea {...ids} className="box" rows={rows} value={value} onChange={(event) => change(event.target.value)} />
    )}
  </Field>
)
