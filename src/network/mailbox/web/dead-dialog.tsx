import { useState } from 'react'
import { ask, Button, Dialog, LinesField, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { DeadLetter } from '../contract.ts'
import { use_words } from './words.ts'

type DeadDialogProps = { letter: DeadLetter; act: 'redirect' | 'return'; close: () => void }

/** Why a letter goes another way than its sender asked for: both sides read it. */
export const DeadDialog = ({ letter, act, close }: DeadDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const is_redirect = act === 'redirect'
  const send = () => {
    ask(`/hub/dead/${letter.recipient.code}/${letter.number}`, { body: { act, reason } }).then(() => {
      say_done(is_redirect ? words.redirected_done : words.returned_done)
      close()
    }, set_error)
  }
  const { kind, sender, recipient, successor } = letter
  return (
    <Dialog
      title={is_redirect ? words.redirect_title : words.send_back}
      close={close}
      submit={send}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary" disabled={reason.trim() === ''}>
            {is_redirect && successor ? words.redirect(successor.code) : words.send_back}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          <b>{words.kinds[kind] ?? kind}</b> · {sender.name} → {recipient.name}
          {is_redirect && successor && ` → ${successor.name}`}
        </p>
        <LinesField label={words.decision_reason} required rows={3} value={reason} change={set_reason} />
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
