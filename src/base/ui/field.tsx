import { useId } from 'react'
import type { ReactNode } from 'react'

type FieldProps = {
  label: string
  required?: boolean | undefined
  aside?: ReactNode
  hint?: ReactNode
  tone?: 'bad' | 'doubt' | 'good' | undefined
  wide?: boolean | undefined
  /** Gets the id of the control and of the words under it. */
  children: (ids: { id: string; 'aria-describedby': string }) => ReactNode
}

export const Field = ({ label, required, aside, hint, tone, wide, children }: FieldProps) => {
  const id = useId()
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <label className="name" htmlFor={id}>
        <span>
          {label}
          {required && <em> *</em>}
        </span>
        {aside && <small>{aside}</small>}
      </label>
      {children({ id, 'aria-describedby': `${id}-hint` })}
      <div id={`${id}-hint`} className={tone ? `hint ${tone}` : 'hint'} role={tone === 'bad' ? 'alert' : undefined}>
        {hint}
      </div>
    </div>
  )
}

type TextFieldProps = Omit<FieldProps, 'children'> & {
  value: string
  change: (value: string) => void
  blur?: () => void
  type?: 'text' | 'password' | 'tel'
  inputMode?: 'numeric' | 'decimal' | 'tel'
  placeholder?: string
  autoComplete?: string
  first?: boolean
}

export const TextField = ({
  value,
  change,
  blur,
  type = 'text',
  inputMode,
  placeholder,
  autoComplete = 'off',
  first,
  ...rest
}: TextFieldProps) => (
  <Field {...rest}>
    {(ids) => (
      <input
        {...ids}
        className="box"
        type={type}
        value={value}
        inputMode={inputMode}
        placeholder={placeholder}
        autoComplete={autoComplete}
        aria-required={rest.required ?? false}
        aria-invalid={rest.tone === 'bad'}
        autoFocus={first ?? false}
        data-first={first || undefined}
        onChange={(event) => change(event.target.value)}
        onBlur={blur}
      />
    )}
  </Field>
)
