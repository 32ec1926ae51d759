import { useState } from 'react'
import { ask, FormDialog, LinesField, say_done, TextField, today_local } from '../../../base/ui/index.ts'
import { parse_typed_date } from '../../../base/time/index.ts'
import type { Answered, Criterion } from '../contract.ts'
import { use_words } from './words.ts'

type DemandDialogProps = { code: string; criteria: Criterion[]; answers: Answered[]; close: () => void }

/** The Sở names what it doubts, why, and until when. Only what the facility called met can be doubted. */
export const DemandDialog = ({ code, criteria, answers, close }: DemandDialogProps) => {
  const words = use_words()
  const [chosen, set_chosen] = useState<ReadonlySet<string>>(new Set())
  const [reason, set_reason] = useState('')
  const [due, set_due] = useState('')
  const met = new Set(answers.flatMap(({ criterion, answer }) => (answer === 'no' ? [] : [criterion])))
  const turn = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    set_chosen(next)
  }
  const send = async () => {
    const day = parse_typed_date(due, { today: today_local(), direction: 'any' })
    if (!day.ok) throw new Error(words.bad_day)
    await ask(`/hub/it-level/${code}/reratings`, { body: { criteria: [...chosen], reason, due: day.date } })
    say_done(words.demanded)
  }
  return (
    <FormDialog
      title={words.demand_title}
      act={words.demand_send}
      wide
      ready={chosen.size > 0 && reason.trim() !== ''}
      send={send}
      close={close}
    >
      <p className="muted small">{words.demand_note}</p>
      <fieldset className="level-pick">
        <legend>{words.demand_pick}</legend>
        {criteria
          .filter(({ id }) => met.has(id))
          .map(({ id, vi, group }) => (
            <label key={id} className="tick">
              <input type="checkbox" checked={chosen.has(id)} onChange={() => turn(id)} />
              <span>
                {vi} <span className="muted small">{words.groups[group]}</span>
              </span>
            </label>
          ))}
      </fieldset>
      <LinesField label={words.demand_reason} required rows={2} value={reason} change={set_reason} />
      <TextField label={words.demand_due} required inputMode="numeric" value={due} change={set_due} />
    </FormDialog>
  )
}
