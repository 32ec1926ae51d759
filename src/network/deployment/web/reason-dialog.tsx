import { useState } from 'react'
import { FormDialog, LinesField } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type ReasonDialogProps = { title: string; send: (reason: string) => Promise<unknown>; close: () => void }

/** Words that go with a decision. */
export const ReasonDialog = ({ title, send, close }: ReasonDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  return (
    <FormDialog title={title} act={title} send={() => send(reason)} close={close}>
      <LinesField label={words.reason} required rows={4} value={reason} change={set_reason} />
    </FormDialog>
  )
}
