import { useState } from 'react'
import { ask, Button, Dialog, LinesField, Notice, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { DeadAct, DeadLetter } from '../contract.ts'
import { use_words } from './words.ts'

type DeadDialogProps = { letter: DeadLetter; act: 'redirect' | 'return'; close: () => void }

/** What was done is not what was asked for: the successor could not have opened it. Said until somebody has read it. */
const ClosedReturned = ({ letter, close }: Omit<DeadDialogProps, 'act'>) => {
  const words = use_words()
  const { sender, recipient, successor } = letter
  return (
    <Dialog
      title={words.closed_returned}
      close={close}
      submit={close}
      foot={
        <Button type="submit" look="primary">
          {words.understood}
        </Button>
      }
    >
      <Notice tone="amber">{words.closed_returned_note(recipient.name, successor?.name ?? '', sender.name)}</Notice>
    </Dialog>
  )
}

/** Why a letter goes another way than its sender asked for: both sides read it. */
export const DeadDialog = ({ letter, act, close }: DeadDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const [is_returned, set_returned] = useState(false)
  const is_redirect = act === 'redirect'
  const done = (answer: { act: DeadAct }) => {
    if (is_redirect && answer.act === 'return') return set_returned(true)
    say_done(is_redirect ? words.redirected_done : words.returned_done)
    close()
  }
  const send = () => {
    set_busy(true)
    ask<{ act: DeadAct }>(`/hub/dead/${letter.recipient.code}/${letter.number}`, { body: { act, reason } })
      .then(done, set_error)
      .finally(() => set_busy(false))
  }
  if (is_returned) return <ClosedReturned letter={letter} close={close} />
  const { kind, sender, recipient, successor } = letter
  return (
    <Dialog
      title={is_redirect ? words.redirect_title : words.send_back}
      close={close}
      submit={send}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary" disabled={reason.trim() === '' || is_busy}>
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
