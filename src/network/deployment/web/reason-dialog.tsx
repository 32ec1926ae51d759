import { useState } from 'react'
import { FormDialog, LinesField } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type ReasonDialogProps = {
  title: string
  /** What the button says, where it is not the title. */
  act?: string
  /** What the words are called, where they are not the Sở's. */
  label?: string
  note?: string
  send: (reason: string) => Promise<unknown>
  close: () => void
}

/** Words that go with a decision. */
export const ReasonDialog = ({ title, act = title, label, note, send, close }: ReasonDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  return (
    <FormDialog title={title} act={act} send={() => send(reason)} close={close}>
      <div className="stack">
        {note && <p className="muted small">{note}</p>}
        <LinesField label={label ?? words.reason} required rows={4} value={reason} change={set_reason} />
      </div>
    </FormDialog>
  )
}
