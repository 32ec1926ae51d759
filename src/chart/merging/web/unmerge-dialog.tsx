import { useState } from 'react'
import { ask, Button, Dialog, Notice, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import type { MergeLine, Unmerged } from '../contract.ts'
import { use_words } from './words.ts'

/** Why, then what came back, and what a person must look at. */
export const UnmergeDialog = ({ merge, close }: { merge: MergeLine; close: () => void }) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const [told, set_told] = useState<Unmerged>()
  const send = () => {
    set_busy(true)
    ask<Unmerged>(`/patients/${merge.target.id}/unmerge`, { body: { source: merge.source.id, reason } })
      .then((done) => {
        say_done(words.unmerged(done.restored))
        if (done.changed.length + done.made_since.length === 0) close()
        else set_told(done)
      }, set_error)
      .finally(() => set_busy(false))
  }
  if (told)
    return (
      <Dialog title={words.to_look} close={close} submit={close}>
        <Stayed done={told} />
      </Dialog>
    )
  return (
    <Dialog
      title={words.undo_title}
      close={close}
      submit={send}
      foot={
        <Button type="submit" look="primary" disabled={is_busy || reason.trim() === ''}>
          {words.undo}
        </Button>
      }
    >
      <p>
        <b>{merge.source.name}</b> <span className="muted">{merge.source.patient_code}</span> ←{' '}
        <b>{merge.target.name}</b> <span className="muted">{merge.target.patient_code}</span>
      </p>
      <p className="muted">{words.undo_note}</p>
      <TextField label={words.undo_reason} value={reason} change={set_reason} required first />
      <RefusalNotice error={error} />
    </Dialog>
  )
}

const Stayed = ({ done }: { done: Unmerged }) => {
  const words = use_words()
  return (
    <>
      {done.changed.length > 0 && (
        <Notice tone="amber">
          {words.changed}
          <ul>
            {done.changed.map(({ ref }) => {
              const [type = '', id = ''] = ref.split('/')
              return (
                <li key={ref}>
                  {words.types[type] ?? type} <span className="muted small">{id}</span>
                </li>
              )
            })}
          </ul>
        </Notice>
      )}
      {done.made_since.length > 0 && (
        <Notice tone="amber">
          {words.made_since}{' '}
          {done.made_since.map(({ type, count }) => `${count} ${words.types[type] ?? type}`).join(', ')}
        </Notice>
      )}
    </>
  )
}
