import { useState } from 'react'
import { Field, FormDialog } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type ReasonDialogProps = { title: string; send: (reason: string) => Promise<unknown>; close: () => void }

/** Words that go with a decision. */
export const ReasonDialog = ({ title, send, close }: ReasonDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  return (
    <FormDialog title={title} act={title} send={() => send(reason)} close={close}>
      <Field label={words.reason} required>
        {(ids) => (
          <textarea
            {...ids}
            className="box"
            rows={4}
            value={reason}
            onChange={(event) => set_reason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
