import { useState } from 'react'
import { Button, Dialog, Field, RefusalNotice } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type ReasonDialogProps = { title: string; send: (reason: string) => Promise<unknown>; close: () => void }

/** Words that go with a decision. */
export const ReasonDialog = ({ title, send, close }: ReasonDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  return (
    <Dialog
      title={title}
      close={close}
      submit={() => void send(reason).then(close, set_error)}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary">
            {title}
          </Button>
        </>
      }
    >
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
      <RefusalNotice error={error} />
    </Dialog>
  )
}
