import type { EntryLine, Register } from '../contract.ts'
import { show_value } from './show-value.ts'
import { use_words } from './words.ts'

/** A line as its register's definition reads: what it is called by, then every other filled field under its name; its deadline is said by whoever shows it. */
export const EntryWords = ({ register, entry }: { register: Register; entry: EntryLine }) => {
  const words = use_words()
  const filled = register.fields.filter(({ id }) => id !== register.due && (entry.body[id] ?? '') !== '')
  const said = (wanted: boolean) => filled.filter(({ id }) => (id === register.title) === wanted)
  return (
    <>
      {said(true).map((field) => (
        <p key={field.id} className="dep-problem">
          {show_value(field, entry.body[field.id], words)}
        </p>
      ))}
      {said(false).length > 0 && (
        <dl className="dep-said">
          {said(false).map((field) => (
            <div key={field.id}>
              <dt>{field.name}</dt>
              <dd>{show_value(field, entry.body[field.id], words)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
