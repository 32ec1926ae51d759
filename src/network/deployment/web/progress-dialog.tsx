import { useState } from 'react'
import {
  ask,
  DateField,
  Field,
  FormDialog,
  LinesField,
  query_string,
  Refused,
  say_done,
} from '../../../base/ui/index.ts'
import type { FacilityPage, StepLine } from '../contract.ts'
import { use_words } from './words.ts'

type ProgressDialogProps = { page: FacilityPage; step: StepLine; done: () => void; close: () => void }

/** A word of one step: how far, since when, by what it is seen. */
export const ProgressDialog = ({ page, step, done, close }: ProgressDialogProps) => {
  const words = use_words()
  const before = page.milestones.find((one) => one.step === step.id)?.percent ?? 0
  const [percent, set_percent] = useState(String(before))
  const [on, set_on] = useState(page.today)
  const [evidence, set_evidence] = useState('')
  const [on_word, say_on_word] = useState(false)
  const [asks_word, ask_word] = useState(false)
  const send = async () => {
    const body = { step: step.id, percent: Number(percent), on, evidence, on_word }
    const path = `/board/facilities/${page.card.code}/progress${query_string({ programme: page.programme.id })}`
    try {
      await ask(path, { body })
    } catch (error) {
      ask_word(error instanceof Refused && error.status === 409)
      throw error
    }
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={`${words.say_progress}: ${step.name}`} act={words.save} send={send} close={close}>
      <div className="stack">
        <p className="muted small">{step.done}</p>
        <Field label={words.percent} aside={`${percent} %`}>
          {(ids) => (
            <input
              {...ids}
              type="range"
              min={0}
              max={100}
              step={5}
              value={percent}
              onChange={(event) => set_percent(event.target.value)}
            />
          )}
        </Field>
        <DateField label={words.on} value={on} change={set_on} direction="past" />
        <LinesField
          label={words.evidence}
          required={percent === '100'}
          rows={2}
          value={evidence}
          change={set_evidence}
        />
        {asks_word && percent === '100' && (
          <label className="row">
            <input type="checkbox" checked={on_word} onChange={(event) => say_on_word(event.target.checked)} />
            {words.say_on_word}
          </label>
        )}
      </div>
    </FormDialog>
  )
}
