import { useState } from 'react'
import { ask, DateField, FormDialog, say_done, today_local } from '../../../base/ui/index.ts'
import { body_of_typed, is_long_form, RegisterFields, typed_of } from '../../deployment/web/register-fields.tsx'
import type { Line, Register } from '../contract.ts'
import { use_words } from './words.ts'

type RegisterDialogProps = {
  register: Register
  /** Absent: a new line. */
  line?: Line | undefined
  done: () => void
  close: () => void
}

/** A word on a line of a register, from a day on. */
export const RegisterDialog = ({ register, line, done, close }: RegisterDialogProps) => {
  const words = use_words()
  const [typed, set_typed] = useState(() => typed_of(line?.body ?? {}))
  const [from, set_from] = useState(today_local())
  const send = async () => {
    const word = { body: body_of_typed(register, typed), valid_from: from }
    const path = `/privacy/registers/${register.kind}`
    await (line
      ? ask(`${path}/${line.id}`, { method: 'PUT', body: { ...word, version: line.version } })
      : ask(path, { body: word }))
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog
      title={line ? `${words.change}: ${register.one}` : words.add(register.one)}
      act={words.save}
      wide={is_long_form(register)}
      send={send}
      close={close}
    >
      <RegisterFields register={register} typed={typed} change={set_typed} />
      <DateField label={words.valid_from} value={from} change={set_from} />
    </FormDialog>
  )
}
