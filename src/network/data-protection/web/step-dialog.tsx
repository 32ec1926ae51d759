import { useState } from 'react'
import {
  ask,
  Field,
  FormDialog,
  Notice,
  RefusalNotice,
  say_done,
  Segments,
  show_moment,
  TextField,
} from '../../../base/ui/index.ts'
import type { RequestLine, RetentionVerdict, StepAct, StepResult } from '../contract.ts'
import { use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

type StepDialogProps = { request: RequestLine; act: StepAct; done: () => void; close: () => void }

const Retention = ({ id }: { id: string }) => {
  const words = use_words()
  const { data, error } = use_part<RetentionVerdict>(`/requests/${id}/retention`)
  if (error && !data) return <RefusalNotice error={error} />
  if (!data) return null
  return (
    <Notice tone={data.is_kept ? 'amber' : 'green'}>
      <b>{data.is_kept ? words.kept : words.nothing_kept}.</b> {data.reason}
      {data.is_kept && data.until !== '' && ` (${words.kept_until(show_moment(data.until))})`}
    </Notice>
  )
}

/** The next step on a request; what the program then does by itself is told when it is done. */
export const StepDialog = ({ request, act, done, close }: StepDialogProps) => {
  const words = use_words()
  const [detail, set_detail] = useState('')
  const [days, set_days] = useState('')
  const [result, set_result] = useState<StepResult>('')
  const send = async () => {
    const body = { act, detail, result, days: Number(days) || 0 }
    const { effects } = await ask<{ effects: string[] }>(`/privacy/requests/${request.id}/steps`, { body })
    say_done(effects.length > 0 ? effects.join('. ') : words.saved)
    done()
  }
  const ready = detail.trim() !== '' && (act !== 'answer' || result !== '')
  return (
    <FormDialog
      title={`${words[act]}: ${words.kinds[request.kind]}, ${request.person || request.asked_by.name}`}
      act={words.save}
      ready={ready}
      send={send}
      close={close}
    >
      {act === 'answer' && request.kind === 'delete' && request.patient && <Retention id={request.id} />}
      {act === 'answer' && (request.kind === 'copy' || request.kind === 'see') && <Notice>{words.copy_way}</Notice>}
      {act === 'answer' && request.kind === 'correct' && <Notice>{words.correct_way}</Notice>}
      {act === 'extend' && (
        <TextField
          label={words.extend_days}
          aside={words.extend_max(Number(request.clock['extend_days'] ?? 0))}
          required
          inputMode="numeric"
          value={days}
          change={set_days}
          first
        />
      )}
      {act === 'answer' && (
        <div>
          <Segments
            label={words.result}
            value={result === '' ? undefined : result}
            options={(['done', 'partly', 'refused'] as const).map((value) => ({ value, label: words.results[value] }))}
            choose={set_result}
          />
        </div>
      )}
      <Field label={act === 'extend' ? words.extend_reason : words.reply} required>
        {(ids) => (
          <textarea
            {...ids}
            className="box"
            rows={4}
            value={detail}
            onChange={(event) => set_detail(event.target.value)}
          />
        )}
      </Field>
      <p className="muted small">{words.clock_source(String(request.clock['reference'] ?? ''))}</p>
    </FormDialog>
  )
}
