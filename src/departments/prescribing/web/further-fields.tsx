import type { ReactNode } from 'react'
import { Field, TextField } from '../../../base/ui/index.ts'
import type { DraftBody, LineSummary, PrescribingDesk } from '../contract.ts'
import { AmountInput } from './amount-input.tsx'
import { use_words } from './words.ts'

type FurtherProps = {
  body: DraftBody
  patient: PrescribingDesk['patient']
  summaries: LineSummary[]
  change: (change: Partial<DraftBody>) => void
  children: ReactNode
}

const months_small = 72

/** Advice and the next visit; for a small child the weight and who came along, for N and H who takes the drugs. */
export const FurtherFields = ({ body, patient, summaries, change, children }: FurtherProps) => {
  const words = use_words()
  const is_small = patient.months === undefined || patient.months < months_small
  const is_controlled = summaries.some(({ kind }) => kind === 'N' || kind === 'H')
  return (
    <div className="rx-further">
      <TextField label={words.advice} value={body.advice} change={(advice) => change({ advice })} />
      <Field label={words.reexam}>
        {(ids) => (
          <AmountInput
            {...ids}
            label={words.reexam}
            whole
            value={body.reexam_days}
            change={(reexam_days) => change({ reexam_days })}
          />
        )}
      </Field>
      <Field
        label={words.weight}
        required={is_small}
        aside={
          patient.weight_kg !== null && body.weight_kg === null ? (
            <button type="button" className="btn link" onClick={() => change({ weight_kg: patient.weight_kg })}>
              {String(patient.weight_kg).replace('.', ',')}
            </button>
          ) : undefined
        }
      >
        {(ids) => (
          <AmountInput
            {...ids}
            label={words.weight}
            value={body.weight_kg}
            change={(weight_kg) => change({ weight_kg })}
          />
        )}
      </Field>
      {is_small && (
        <TextField label={words.guardian} required value={body.guardian} change={(guardian) => change({ guardian })} />
      )}
      {is_controlled && (
        <>
          <TextField
            label={words.recipient}
            required
            value={body.recipient_name}
            change={(recipient_name) => change({ recipient_name })}
          />
          <TextField
            label={words.recipient_identity}
            required
            inputMode="numeric"
            value={body.recipient_identity}
            change={(recipient_identity) => change({ recipient_identity })}
          />
        </>
      )}
      {children}
      {body.replaces !== '' && (
        <TextField
          label={`${words.replacing(body.replaces)} – ${words.replace_reason}`}
          required
          wide
          value={body.replace_reason}
          change={(replace_reason) => change({ replace_reason })}
          aside={
            <button type="button" className="btn link" onClick={() => change({ replaces: '', replace_reason: '' })}>
              {words.stop_replacing}
            </button>
          }
        />
      )}
    </div>
  )
}
