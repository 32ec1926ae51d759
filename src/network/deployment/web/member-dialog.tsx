import { useState } from 'react'
import { ask, DateField, FormDialog, query_string, say_done, TextField } from '../../../base/ui/index.ts'
import type { ProgrammeMember, ProgrammePage } from '../contract.ts'
import { FacilityField } from './facility-field.tsx'
import { use_register_words } from './register-words.ts'

type MemberDialogProps = {
  page: ProgrammePage
  /** Absent: another facility joins. */
  member: ProgrammeMember | undefined
  done: () => void
  close: () => void
}

/** A facility takes part from a day, under its number of the annex, until it leaves. */
export const MemberDialog = ({ page, member, done, close }: MemberDialogProps) => {
  const words = use_register_words()
  const next = Math.max(0, ...page.members.map(({ place }) => place)) + 1
  const [code, set_code] = useState(member?.facility ?? '')
  const [place, set_place] = useState(String(member?.place ?? next))
  const [joined_on, set_joined] = useState(member?.joined_on ?? page.programme.from_day)
  const [left_on, set_left] = useState(member?.left_on ?? '')
  const save = async () => {
    const body = { place: Number(place), joined_on, left_on: left_on || null }
    const path = `/board/facilities/${encodeURIComponent(code.trim())}/member${query_string({ programme: page.programme.id })}`
    await ask(path, { method: 'PUT', body })
    say_done(words.saved)
    done()
  }
  const on = (label: string, value: string, change: (day: string) => void, fixed = false) => (
    <DateField label={label} value={value} change={change} readOnly={fixed} />
  )
  return (
    <FormDialog
      title={member?.name ?? words.member_title}
      act={words.save}
      ready={code.trim() !== ''}
      send={save}
      close={close}
    >
      <div className="stack">
        {!member && <FacilityField label={words.code} value={code} change={set_code} />}
        <TextField label={words.place} inputMode="numeric" value={place} change={set_place} />
        {on(words.joined, joined_on, set_joined, member !== undefined)}
        {on(words.left, left_on, set_left)}
      </div>
    </FormDialog>
  )
}
