import { useState } from 'react'
import { ask, Button, DateField, FormDialog, Notice, say_done } from '../../../base/ui/index.ts'
import type { FacilityCard } from '../contract.ts'
import { AddFacilityDialog } from './add-facility-dialog.tsx'
import { FacilityField } from './facility-field.tsx'
import { use_register_words } from './register-words.ts'

type MergeDialogProps = { card: FacilityCard; today: string; done: () => void; close: () => void }

/** Two facilities become one from a day: said to the directory of the hub, which redirects what is sent. */
export const MergeDialog = ({ card, today, done, close }: MergeDialogProps) => {
  const words = use_register_words()
  const [into, set_into] = useState('')
  const [from_day, set_day] = useState(today)
  const [is_adding, add] = useState(false)
  const save = async () => {
    await ask(`/hub/directory/${card.code}/merge`, { body: { into: into.trim(), from_day } })
    say_done(words.saved)
    done()
  }
  if (is_adding) return <AddFacilityDialog today={today} done={set_into} close={() => add(false)} />
  return (
    <FormDialog title={words.merge_title} act={words.merge} ready={into.trim() !== ''} send={save} close={close}>
      <div className="stack">
        <p>
          <b>{card.name}</b> <span className="muted">{card.code}</span>
        </p>
        <Notice>{words.merge_note}</Notice>
        <FacilityField label={words.into} value={into} change={set_into} except={card.code} />
        <p>
          <Button onClick={() => add(true)}>{words.add_successor}</Button>
        </p>
        <DateField label={words.from_day} required value={from_day} change={set_day} />
      </div>
    </FormDialog>
  )
}
