import { useState } from 'react'
import { ask, AutoText, Field, FormDialog } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

/** A prescription that came by the hub goes back, with the reason the doctor and the person read. */
export const DeclineDialog = ({ code, done, close }: { code: string; done: () => void; close: () => void }) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const send = () => ask(`/dispensing/${encodeURIComponent(code)}/decline`, { body: { reason } }).then(done)
  return (
    <FormDialog
      title={words.decline_ask(code)}
      act={words.decline_act}
      ready={reason.trim() !== ''}
      {...{ send, close }}
    >
      <p className="muted">{words.decline_note}</p>
      <Field label={words.decline_reason} required>
        {(ids) => (
          <AutoText {...ids} className="box" value={reason} onChange={(event) => set_reason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}
