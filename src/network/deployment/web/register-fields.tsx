import { Field as Labelled, MomentInput } from '../../../base/ui/index.ts'
import type { Field, Register } from '../contract.ts'
import './register.css'
import { use_words } from './words.ts'

/** What was typed, as the server takes it: empty fields left out. */
export const body_of_typed = (
  register: Pick<Register, 'fields'>,
  typed: Record<string, string>,
): Record<string, unknown> =>
  Object.fromEntries(
    register.fields.flatMap(({ id, type }): [string, unknown][] => {
      const text = typed[id]?.trim() ?? ''
      if (text === '') return []
      if (type === 'yes_no') return [[id, text === 'true']]
      // What is no number goes as it was typed, and the server says what is wrong with it.
      if (type === 'count' || type === 'money')
        return [[id, /^\d+$/.test(text.replace(/\./g, '')) ? Number(text.replace(/\./g, '')) : text]]
      return [[id, text]]
    }),
  )

/** A line as its form begins. */
export const typed_of = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([id, value]) => [id, String(value)]))

/** A form of more lines than this puts them beside one another. */
const beside_from = 8

export const is_long_form = ({ fields }: Pick<Register, 'fields'>): boolean => fields.length > beside_from

type RegisterFieldsProps = {
  register: Pick<Register, 'fields'>
  typed: Record<string, string>
  change: (typed: Record<string, string>) => void
}

/** The form of a line, drawn from its register's own definition. */
export const RegisterFields = ({ register, typed, change }: RegisterFieldsProps) => (
  <div className={is_long_form(register) ? 'reg-form even' : 'stack'}>
    {register.fields.map((field, at) => (
      <Labelled
        key={field.id}
        label={field.name}
        required={field.is_required}
        aside={field.unit}
        wide={field.type === 'long'}
      >
        {(ids) => (
          <Control
            ids={ids}
            first={at === 0}
            field={field}
            value={typed[field.id] ?? ''}
            change={(value) => change({ ...typed, [field.id]: value })}
          />
        )}
      </Labelled>
    ))}
  </div>
)

type ControlProps = {
  ids: { id: string; 'aria-describedby': string }
  field: Field
  first: boolean
  value: string
  change: (value: string) => void
}

const Control = ({ ids: known, field, first, value, change }: ControlProps) => {
  const words = use_words()
  const ids = { ...known, 'data-first': first || undefined }
  const choices =
    field.type === 'yes_no'
      ? [
          { id: 'true', name: words.yes },
          { id: 'false', name: words.no },
        ]
      : field.choices
  if (choices)
    return (
      <select {...ids} className="box" value={value} onChange={(event) => change(event.target.value)}>
        <option value="">{words.not_chosen}</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    )
  if (field.type === 'long')
    return <textarea {...ids} className="box" rows={3} value={value} onChange={(event) => change(event.target.value)} />
  if (field.type === 'day') return <MomentInput {...ids} kind="date" value={value} change={change} />
  return (
    <input
      {...ids}
      className="box"
      inputMode={field.type === 'count' || field.type === 'money' ? 'numeric' : undefined}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  )
}
