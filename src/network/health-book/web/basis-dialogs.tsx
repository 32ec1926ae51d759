import { useState } from 'react'
import { ask, AutoText, Button, Dialog, Field, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { BasisLine, BasisWish } from '../contract.ts'
import { use_act } from './queries.ts'
import { use_words } from './words.ts'

type Asked = { patient: string; close: () => void }

export const use_opening = ({ patient, close }: Asked) => {
  const words = use_words()
  const { act, ...rest } = use_act(patient)
  const open = async (wish: BasisWish) => {
    const done = await act(() => ask<BasisLine>(`/timeline/${patient}`, { body: wish }))
    if (!done) return
    say_done(words.opened)
    close()
  }
  return { open, act, ...rest }
}

const Reason = ({ value, change }: { value: string; change: (value: string) => void }) => {
  const words = use_words()
  return (
    <Field label={words.reason} required hint={words.reason_hint}>
      {(ids) => <AutoText {...ids} className="box" value={value} onChange={(event) => change(event.target.value)} />}
    </Field>
  )
}

/** Two clicks: a ready reason and “look”. The reason is never empty, and never chosen beforehand. */
export const EmergencyDialog = (asked: Asked) => {
  const words = use_words()
  const { open, error, is_busy } = use_opening(asked)
  const [reason, set_reason] = useState('')
  return (
    <Dialog
      title={words.open_emergency}
      close={asked.close}
      submit={() => void open({ basis: 'emergency', reason })}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || reason.trim().length < 5}>
          {words.look}
        </Button>
      }
    >
      <p className="muted">{words.emergency_note}</p>
      <RefusalNotice error={error} />
      <div className="book-ready">
        {words.emergency_reasons.map((one) => (
          <Button key={one} disabled={is_busy} onClick={() => void open({ basis: 'emergency', reason: one })}>
            {one}
          </Button>
        ))}
      </div>
      <Reason value={reason} change={set_reason} />
    </Dialog>
  )
}

export const LawDialog = (asked: Asked) => {
  const words = use_words()
  const { open, error, is_busy } = use_opening(asked)
  const [reason, set_reason] = useState('')
  const [law, set_law] = useState('')
  return (
    <Dialog
      title={words.open_law}
      close={asked.close}
      submit={() => void open({ basis: 'law', reason, law })}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || reason.trim().length < 5 || law.trim() === ''}>
          {words.look}
        </Button>
      }
    >
      <p className="muted">{words.law_note}</p>
      <RefusalNotice error={error} />
      <TextField label={words.law} required hint={words.law_hint} value={law} change={set_law} first />
      <Reason value={reason} change={set_reason} />
    </Dialog>
  )
}
