import { useState } from 'react'
import { ask, FormDialog, LinesField, say_done } from '../../../base/ui/index.ts'
import type { RunLine } from '../contract.ts'
import { use_words } from './words.ts'

/** The Sở takes a certification back, with the reason its holder reads. */
export const WithdrawDialog = ({ run, close }: { run: RunLine; close: () => void }) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const send = async () => {
    await ask(`/hub/certifications/${run.facility}/${run.id}/withdraw`, { body: { reason } })
    say_done(words.withdraw_done)
  }
  return (
    <FormDialog
      title={words.withdraw_title}
      act={words.withdraw}
      look="danger"
      ready={reason.trim() !== ''}
      send={send}
      close={close}
    >
      <div className="stack">
        <p>
          <b>
            {run.software.product} {run.software.version}
          </b>{' '}
          · {run.name}
        </p>
        <LinesField label={words.withdraw_reason} required rows={3} value={reason} change={set_reason} />
      </div>
    </FormDialog>
  )
}
