import { useState } from 'react'
import { ask, Button, Dialog, Notice, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { RequestTaken } from '../contract.ts'
import { use_opening } from './basis-dialogs.tsx'
import { use_words } from './words.ts'

type CodeProps = {
  patient: string
  taken: RequestTaken
  /** Why the papers are opened, once the code is right. */
  reason: string
  /** To whom it went, where that is known. */
  sent_to: string
  close: () => void
}

/** The code as the person reads it out; right, the papers open at once. */
export const CodeDialog = ({ patient, taken, reason, sent_to, close }: CodeProps) => {
  const words = use_words()
  const { open, act, error, is_busy } = use_opening({ patient, close })
  const [code, set_code] = useState('')
  const [shown, set_shown] = useState(taken.code)
  const way = `/timeline/${patient}/requests/${taken.id}`
  const confirm = async () => {
    if (!(await act(() => ask<object>(`${way}/confirm`, { body: { code } })))) return
    await open({ basis: 'patient-request', reason, request: taken.id })
  }
  const again = async () => {
    const made = await act(() => ask<RequestTaken>(`${way}/code`, { body: {} }))
    if (!made) return
    set_code('')
    set_shown(made.code)
    say_done(words.code_again_done)
  }
  return (
    <Dialog
      title={words.code_title}
      close={close}
      submit={() => void confirm()}
      foot={
        <>
          <Button disabled={is_busy} onClick={() => void again()}>
            {words.code_again}
          </Button>
          <span className="push" />
          <Button type="submit" look="primary" disabled={is_busy || !/^\d{6}$/.test(code.trim())}>
            {words.confirm}
          </Button>
        </>
      }
    >
      {sent_to && <p>{sent_to}</p>}
      <TextField
        label={words.code}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        hint={words.code_hint}
        value={code}
        change={set_code}
        first
      />
      {shown && <Notice tone="amber">{words.demo_code(shown)}</Notice>}
      <RefusalNotice error={error} />
    </Dialog>
  )
}
