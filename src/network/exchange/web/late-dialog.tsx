import { useState } from 'react'
import { AutoText, Button, Dialog, Field, RefusalNotice } from '../../../base/ui/index.ts'
import type { Late } from '../contract.ts'
import { use_words } from './words.ts'

type LateProps = { note: string; error: unknown; send: (said: Late) => void; close: () => void }

/** The letter has lapsed; she is received all the same, and its sender reads why. In an emergency nobody is asked. */
export const LateDialog = ({ note, error, send, close }: LateProps) => {
  const words = use_words()
  const [late_reason, set_reason] = useState('')
  const [is_emergency, set_emergency] = useState(false)
  return (
    <Dialog
      title={words.late_title}
      close={close}
      submit={() => send(is_emergency ? { is_emergency } : { late_reason })}
      foot={
        <Button type="submit" look="primary" disabled={!is_emergency && late_reason.trim() === ''}>
          {words.late_act}
        </Button>
      }
    >
      <p className="notice amber">{note}</p>
      <p className="muted">{words.late_note}</p>
      <RefusalNotice error={error} />
      <label className="row">
        <input type="checkbox" checked={is_emergency} onChange={(event) => set_emergency(event.target.checked)} />
        {words.late_emergency}
      </label>
      {!is_emergency && (
        <Field label={words.reason} required>
          {(ids) => (
            <AutoText
              {...ids}
              className="box"
              value={late_reason}
              maxLength={500}
              onChange={(event) => set_reason(event.target.value)}
            />
          )}
        </Field>
      )}
    </Dialog>
  )
}
