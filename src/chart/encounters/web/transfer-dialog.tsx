import { useState } from 'react'
import { ask, Button, Dialog, Field, MomentInput, now_local, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { BedPick, DepartmentField } from './place-fields.tsx'
import type { StayFacts } from './stay-actions.tsx'
import { use_words } from './words.ts'

export const TransferDialog = ({ stay, done, close }: { stay: StayFacts; done: () => void; close: () => void }) => {
  const words = use_words()
  const [department, set_department] = useState('')
  const [bed, set_bed] = useState('')
  const [at, set_at] = useState(now_local)
  const [error, set_error] = useState<unknown>()
  const send = () =>
    void ask(`/stays/${stay.id}/transfer`, { body: { department, at, ...(bed && { bed }) } }).then(() => {
      say_done(words.transferred)
      done()
    }, set_error)
  return (
    <Dialog
      title={words.transfer}
      close={close}
      submit={send}
      foot={
        <Button type="submit" look="primary" disabled={!department}>
          {words.transfer_do}
        </Button>
      }
    >
      <DepartmentField
        label={words.transfer_to}
        value={department}
        change={(id) => {
          set_department(id)
          set_bed('')
        }}
      />
      <Field label={words.at} required>
        {(ids) => <MomentInput id={ids.id} kind="datetime" value={at} change={set_at} />}
      </Field>
      <BedPick department={department} value={bed} change={set_bed} />
      <RefusalNotice error={error} />
    </Dialog>
  )
}
