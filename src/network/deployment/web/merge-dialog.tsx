import { useState } from 'react'
import { ask, Button, Dialog, Field, Notice, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { FacilityCard } from '../contract.ts'
import { FacilityField } from './facility-field.tsx'
import { use_register_words } from './register-words.ts'

type MergeDialogProps = { card: FacilityCard; today: string; done: () => void; close: () => void }

/** Two facilities become one from a day: said to the directory of the hub, which redirects what is sent. */
export const MergeDialog = ({ card, today, done, close }: MergeDialogProps) => {
  const words = use_register_words()
  const [into, set_into] = useState('')
  const [from_day, set_day] = useState(today)
  const [error, set_error] = useState<unknown>()
  const save = () =>
    void ask(`/hub/directory/${card.code}/merge`, { body: { into: into.trim(), from_day } }).then(() => {
      say_done(words.saved)
      done()
      close()
    }, set_error)
  return (
    <Dialog
      title={words.merge_title}
      close={close}
      submit={save}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary" disabled={into.trim() === ''}>
            {words.merge}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          <b>{card.name}</b> <span className="muted">{card.code}</span>
        </p>
        <Notice>{words.merge_note}</Notice>
        <FacilityField label={words.into} value={into} change={set_into} except={card.code} />
        <Field label={words.from_day} required>
          {(ids) => (
            <input
              {...ids}
              className="box"
              type="date"
              value={from_day}
              onChange={(event) => set_day(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
