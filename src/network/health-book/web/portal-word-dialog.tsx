import { useState } from 'react'
import { AutoText, Field, FormDialog, say_done, TextField } from '../../../base/ui/index.ts'
import type { PortalWord } from '../contract.ts'
import { use_national_acts } from './visits-queries.ts'
import { use_words } from './visits-words.ts'

const reason_min = 5

/** What somebody read on the portal's own page. */
export const PortalWordDialog = ({
  about,
  word,
  close,
}: {
  about: string
  word: PortalWord['word']
  close: () => void
}) => {
  const words = use_words()
  const { tell } = use_national_acts()
  const [receipt, set_receipt] = useState('')
  const [reason, set_reason] = useState('')
  const is_taken = word === 'taken'
  return (
    <FormDialog
      title={is_taken ? words.taken_title : words.refused_title}
      act={words.save}
      ready={reason.trim().length >= reason_min && (!is_taken || receipt.trim() !== '')}
      send={() =>
        tell(about, { word, reason, ...(is_taken ? { receipt: receipt.trim() } : {}) }).then(() =>
          say_done(words.saved),
        )
      }
      close={close}
    >
      <p className="muted">{is_taken ? words.taken_note : words.refused_note}</p>
      {is_taken && <TextField first required label={words.receipt_field} value={receipt} change={set_receipt} />}
      <Field label={words.reason_field} required>
        {(ids) => (
          <AutoText {...ids} className="box" value={reason} onChange={(event) => set_reason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}
