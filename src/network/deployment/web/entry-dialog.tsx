import { useState } from 'react'
import { ask, FormDialog, say_done } from '../../../base/ui/index.ts'
import type { EntryLine, Register } from '../contract.ts'
import { body_of_typed, is_long_form, RegisterFields, typed_of } from './register-fields.tsx'
import { use_words } from './words.ts'

type EntryDialogProps = {
  facility: string
  register: Register
  /** Absent: a new line. */
  entry?: EntryLine | undefined
  /** Only what the Sở writes of it. */
  by_so?: boolean
  done: () => void
  close: () => void
}

/** A line of any register: its form is drawn from the register's own definition. */
export const EntryDialog = ({ facility, register: whole, entry, by_so = false, done, close }: EntryDialogProps) => {
  const words = use_words()
  const [typed, set_typed] = useState(() => typed_of(entry?.body ?? {}))
  const register = { ...whole, fields: whole.fields.filter((field) => (field.by_so ?? false) === by_so) }
  const send = async () => {
    // What is not shown here goes as it stands.
    const body = body_of_typed(by_so ? register : whole, typed)
    const path = `/board/facilities/${facility}/entries`
    await (entry
      ? ask(`${path}/${entry.id}${by_so ? '/so' : ''}`, { method: 'PUT', body: { version: entry.version, body } })
      : ask(path, { body: { kind: register.kind, body } }))
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog
      title={by_so ? (register.so_act ?? '') : entry ? `${words.edit}: ${register.one}` : words.add(register.one)}
      act={words.save}
      wide={is_long_form(register)}
      send={send}
      close={close}
    >
      <RegisterFields register={register} typed={typed} change={set_typed} />
    </FormDialog>
  )
}
