import { useState } from 'react'
import { AutoText, Button, Dialog, Field, RefusalNotice } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type ReasonProps = {
  title: string
  note?: string
  act: string
  error: unknown
  send: (reason: string) => void
  close: () => void
}

/** What is taken back or declined says why. */
export const ReasonDialog = ({ title, note, act, error, send, close }: ReasonProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  return (
    <Dialog
      title={title}
      close={close}
      submit={() => send(reason)}
      foot={
        <Button type="submit" look="primary" disabled={reason.trim() === ''}>
          {act}
        </Button>
      }
    >
      {note && <p className="muted">{note}</p>}
      <RefusalNotice error={error} />
      <Field label={words.reason} required>
        {(ids) => (
          <AutoText {...ids} className="box" value={reason} onChange={(event) => set_reason(event.target.value)} />
        )}
      </Field>
    </Dialog>
  )
}
