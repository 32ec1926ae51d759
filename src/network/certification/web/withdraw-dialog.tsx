import { useState } from 'react'
import { ask, Button, Dialog, LinesField, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { RunLine } from '../contract.ts'
import { use_words } from './words.ts'

/** The Sở takes a certification back, with the reason its holder reads. */
export const WithdrawDialog = ({ run, close }: { run: RunLine; close: () => void }) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const send = () => {
    ask(`/hub/certifications/${run.facility}/${run.id}/withdraw`, { body: { reason } }).then(() => {
      say_done(words.withdraw_done)
      close()
    }, set_error)
  }
  return (
    <Dialog
      title={words.withdraw_title}
      close={close}
      submit={send}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="danger" disabled={reason.trim() === ''}>
            {words.withdraw}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          <b>
            {run.software.product} {run.software.version}
          </b>{' '}
          · {run.name}
        </p>
        <LinesField label={words.withdraw_reason} required rows={3} value={reason} change={set_reason} />
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
