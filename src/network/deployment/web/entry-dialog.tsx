import { useState } from 'react'
import { ask, Field as Labelled, FormDialog, MomentInput, say_done } from '../../../base/ui/index.ts'
import type { EntryLine, Field, Register } from '../contract.ts'
import './register.css'
import { use_words } from './words.ts'

type EntryDialogProps = {
  facility: string
  register: Register
  /** Absent: a new line. */
  entry?: EntryLine | undefined
  done: () => void
  close: () => void
}

const body_of = (register: Register, typed: Record<string, string>): Record<string, unknown> =>
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

/** A form of more lines than this puts them beside one another. */
const beside_from = 8

/** A line of any register: its form is drawn from the register's own definition. */
export const EntryDialog = ({ facility, register, entry, done, close }: EntryDialogProps) => {
  const words = use_words()
  const is_long = register.fields.length > beside_from
  const [typed, set_typed] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(entry?.body ?? {}).map(([id, value]) => [id, String(value)])),
  )
  const send = async () => {
    const body = body_of(register, typed)
    const path = `/board/facilities/${facility}/entries`
    await (entry
      ? ask(`${path}/${entry.id}`, { method: 'PUT', body: { version: entry.version, body } })
      : ask(path, { body: { kind: register.kind, body } }))
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog
      title={entry ? `${words.edit}: ${register.one}` : words.add(register.one)}
      act={words.save}
      wide={is_long}
      send={send}
      close={close}
    >
      <div className={is_long ? 'reg-form even' : 'stack'}>
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
                change={(value) => set_typed({ ...typed, [field.id]: value })}
              />
            )}
          </Labelled>
        ))}
      </div>
    </FormDialog>
  )
}

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
