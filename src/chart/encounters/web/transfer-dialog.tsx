import { useState } from 'react'
import { ask, Field, FormDialog, MomentInput, now_local, say_done } from '../../../base/ui/index.ts'
import { BedPick, DepartmentField } from './place-fields.tsx'
import type { StayFacts } from './stay-actions.tsx'
import { use_words } from './words.ts'

export const TransferDialog = ({ stay, done, close }: { stay: StayFacts; done: () => void; close: () => void }) => {
  const words = use_words()
  const [department, set_department] = useState('')
  const [bed, set_bed] = useState('')
  const [at, set_at] = useState(now_local)
  const send = async () => {
    await ask(`/stays/${stay.id}/transfer`, { body: { department, at, ...(bed && { bed }) } })
    say_done(words.transferred)
    done()
  }
  return (
    <FormDialog title={words.transfer} act={words.transfer_do} ready={department !== ''} send={send} close={close}>
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
    </FormDialog>
  )
}
