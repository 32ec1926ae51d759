import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, Field, MomentInput, RefusalNotice, Segments } from '../../../base/ui/index.ts'
import type { AdmissionDraft } from './admission-draft.ts'
import { CodeChoice } from './code-choice.tsx'
import { use_words } from './words.ts'

type FormSummary = { slug: string; code: string | null; title: string; kind: string; setting: string }

type PartProps = { draft: AdmissionDraft; change: (changed: Partial<AdmissionDraft>) => void }

export const StayPart = ({ draft, change, facility }: PartProps & { facility: string }) => {
  const words = use_words()
  const kinds: { value: AdmissionDraft['kind']; label: string }[] =
    facility === 'station'
      ? [{ value: 'station', label: words.station }]
      : [
          ...(facility === 'clinic' ? [] : [{ value: 'inpatient' as const, label: words.inpatient }]),
          { value: 'outpatient', label: words.outpatient },
        ]
  return (
    <section className="card part">
      <div className="grid-2">
        <Field label={words.kind}>
          {() => (
            <Segments
              label={words.kind}
              value={draft.kind}
              options={kinds}
              choose={(kind) => change({ kind, form: '' })}
            />
          )}
        </Field>
        <Field label={words.at} required>
          {(ids) => (
            <MomentInput
              id={ids.id}
              kind="datetime"
              value={draft.admitted_at}
              change={(admitted_at) => change({ admitted_at })}
            />
          )}
        </Field>
        <CodeChoice
          label={words.admit_from}
          value={draft.admit_from}
          options={words.from_options}
          change={(admit_from) => change({ admit_from })}
        />
        <CodeChoice
          label={words.referred}
          value={draft.referred_by}
          options={words.referred_options}
          change={(referred_by) => change({ referred_by })}
        />
        <CodeChoice
          label={words.payer}
          value={draft.payer_kind}
          options={words.payer_options}
          change={(payer_kind) => change({ payer_kind })}
        />
      </div>
    </section>
  )
}

const setting_of = { inpatient: 'inpatient', outpatient: 'outpatient', station: 'commune' } as const

export const FormField = ({ draft, change }: PartProps) => {
  const words = use_words()
  const forms = useQuery({ queryKey: ['forms'], staleTime: Infinity, queryFn: () => ask<FormSummary[]>('/forms') })
  const fitting = (forms.data ?? []).filter(
    (form) =>
      form.kind === 'record' && (form.setting === 'any' || form.setting.split('|').includes(setting_of[draft.kind])),
  )
  useEffect(() => {
    const first = fitting[0]
    if (!draft.form && first) change({ form: first.slug })
  })
  return (
    <Field label={words.form} required hint={<RefusalNotice error={forms.error} />}>
      {(ids) => (
        <select {...ids} className="box" value={draft.form} onChange={(event) => change({ form: event.target.value })}>
          {fitting.map((form) => (
            <option key={form.slug} value={form.slug}>
              {form.code} · {form.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
