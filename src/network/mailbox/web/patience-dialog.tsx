import { useState } from 'react'
import { ask, Button, Dialog, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { Patience } from '../contract.ts'
import { use_words } from './words.ts'

type PatienceDialogProps = { patience: Patience[]; close: () => void }

/** After how many days a letter becomes a person's business, by kind. */
export const PatienceDialog = ({ patience, close }: PatienceDialogProps) => {
  const words = use_words()
  const [days, set_days] = useState(Object.fromEntries(patience.map((one) => [one.kind, String(one.days)])))
  const [error, set_error] = useState<unknown>()
  const changed = patience.filter((one) => Number(days[one.kind]) !== one.days)
  const save = () => {
    const sent = changed.map(({ kind }) =>
      ask(`/hub/patience/${kind}`, { method: 'PUT', body: { days: Number(days[kind]) } }),
    )
    Promise.all(sent).then(() => {
      say_done(words.saved)
      close()
    }, set_error)
  }
  return (
    <Dialog
      title={words.patience_title}
      close={close}
      submit={save}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary" disabled={changed.length === 0}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        {patience.map(({ kind }) => (
          <label key={kind} className="row">
            <span className="desk-patience">{words.kinds[kind] ?? kind}</span>
            <span className="box with-unit">
              <input
                inputMode="numeric"
                value={days[kind] ?? ''}
                onChange={(event) => set_days({ ...days, [kind]: event.target.value })}
              />
              <small>{words.days}</small>
            </span>
          </label>
        ))}
        <RefusalNotice error={error} />
      </div>
    </Dialog>
  )
}
