import { useState } from 'react'
import { ask, Button, Dialog, Field, Notice, RefusalNotice, TextField } from '../../../base/ui/index.ts'
import type { NewPerson } from '../contract.ts'
import { use_people_words } from './people-words.ts'

type PersonDialogProps = { roles: string[]; done: () => void; close: () => void }

const lines = ['facility', 'name', 'title', 'username'] as const

/** A way in for a member's person; its password is shown here once. */
export const PersonDialog = ({ roles, done, close }: PersonDialogProps) => {
  const words = use_people_words()
  const [typed, set_typed] = useState({ facility: '', name: '', title: '', username: '', role: roles[0] ?? '' })
  const [made, set_made] = useState<NewPerson>()
  const [error, set_error] = useState<unknown>()
  const labels = {
    ...{ facility: words.facility_code, name: words.name, title: words.person_title, username: words.username },
  }
  const save = () => {
    if (made) return close()
    ask<NewPerson>('/board/people', { body: typed }).then((person) => {
      set_made(person)
      set_error(undefined)
      done()
    }, set_error)
  }
  return (
    <Dialog
      title={words.add}
      close={close}
      submit={save}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary">
            {made ? words.done : words.save}
          </Button>
        </>
      }
    >
      {made ? (
        <div className="stack">
          <Notice tone="green">{words.made}</Notice>
          <p>
            {words.username}: <b>{made.username}</b>
          </p>
          <p>
            {words.password}: <b className="mono">{made.password}</b>
          </p>
        </div>
      ) : (
        <div className="stack">
          {lines.map((key) => (
            <TextField
              key={key}
              label={labels[key]}
              required={key !== 'title'}
              value={typed[key]}
              change={(value) => set_typed({ ...typed, [key]: value })}
            />
          ))}
          <Field label={words.role}>
            {(ids) => (
              <select
                {...ids}
                className="box"
                value={typed.role}
                onChange={(event) => set_typed({ ...typed, role: event.target.value })}
              >
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {words.roles[role] ?? role}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <RefusalNotice error={error} />
        </div>
      )}
    </Dialog>
  )
}
