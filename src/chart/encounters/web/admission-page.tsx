import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { ask, Button, Field, MomentInput, now_local, RefusalNotice, say_done, Segments, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../patients/contract.ts'
import type { Admitted } from '../contract.ts'
import { admission_body, empty_admission } from './admission-draft.ts'
import type { AdmissionDraft } from './admission-draft.ts'
import { CodeChoice } from './code-choice.tsx'
import { DiagnosisField } from './diagnosis-field.tsx'
import './encounters.css'
import { BedPick, DepartmentField } from './place-fields.tsx'
import { use_words } from './words.ts'

type FormSummary = { slug: string; code: string | null; title: string; kind: string; setting: string }

const AdmissionPage = ({ patient, facility }: { patient: string; facility: 'hospital' | 'station' }) => {
  const words = use_words()
  const [, go] = useLocation()
  const person = useQuery({ queryKey: ['patient', patient], queryFn: () => ask<PatientDetail>(`/patients/${patient}`) })
  const [draft, set_draft] = useState(() => empty_admission(facility, now_local()))
  const [error, set_error] = useState<unknown>()
  const change = (changed: Partial<AdmissionDraft>) => set_draft((old) => ({ ...old, ...changed }))
  useEffect(() => {
    document.title = words.admission
  }, [words])
  useEffect(() => {
    if (person.data) change({ payer_kind: person.data.insurance ? '1' : '2' })
  }, [person.data])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask<Admitted>('/stays', { body: admission_body(draft, patient) }).then((made) => {
      say_done(words.admitted(made.admission_number))
      go(`/benh-an/${made.encounter}/${made.sheet}`)
    }, set_error)
  }
  if (person.isPending) return <Waiting />
  if (person.error) return <RefusalNotice error={person.error} again={() => void person.refetch()} />
  const known = person.data
  return (
    <form className="wrap narrow stack" onSubmit={submit}>
      <header className="page-head">
        <h1>{words.admission}</h1>
        <span>
          <b>{known.name}</b>, {words[known.gender]}, {show_moment(known.birth_date)} · {known.patient_code}
        </span>
      </header>
      <StayPart draft={draft} change={change} facility={facility} />
      <section className="card part">
        <div className="grid-2">
          <DepartmentField value={draft.department} change={(department) => change({ department, bed: '' })} />
          <FormField draft={draft} change={change} />
          <BedPick department={draft.department} value={draft.bed} change={(bed) => change({ bed })} />
        </div>
      </section>
      <section className="card part">
        <DiagnosisField label={words.referral_dx} value={draft.referral} change={(referral) => change({ referral })} />
        <DiagnosisField label={words.emergency_dx} value={draft.emergency} change={(emergency) => change({ emergency })} />
        <DiagnosisField label={words.admission_dx} value={draft.admission} change={(admission) => change({ admission })} />
      </section>
      <RefusalNotice error={error} />
      <div className="row">
        <span className="push" />
        <Button type="submit" look="primary" disabled={!draft.department || !draft.form}>
          {words.admit}
        </Button>
      </div>
    </form>
  )
}

type PartProps = { draft: AdmissionDraft; change: (changed: Partial<AdmissionDraft>) => void }

const StayPart = ({ draft, change, facility }: PartProps & { facility: string }) => {
  const words = use_words()
  const kinds: { value: AdmissionDraft['kind']; label: string }[] =
    facility === 'station'
      ? [{ value: 'station', label: words.station }]
      : [
          { value: 'inpatient', label: words.inpatient },
          { value: 'outpatient', label: words.outpatient },
        ]
  return (
    <section className="card part">
      <div className="grid-2">
        <Field label={words.kind}>
          {() => <Segments label={words.kind} value={draft.kind} options={kinds} choose={(kind) => change({ kind, form: '' })} />}
        </Field>
        <Field label={words.at} required>
          {(ids) => <MomentInput id={ids.id} kind="datetime" value={draft.admitted_at} change={(admitted_at) => change({ admitted_at })} />}
        </Field>
        <CodeChoice label={words.admit_from} value={draft.admit_from} options={words.from_options} change={(admit_from) => change({ admit_from })} />
        <CodeChoice label={words.referred} value={draft.referred_by} options={words.referred_options} change={(referred_by) => change({ referred_by })} />
        <CodeChoice label={words.payer} value={draft.payer_kind} options={words.payer_options} change={(payer_kind) => change({ payer_kind })} />
      </div>
    </section>
  )
}

const setting_of = { inpatient: 'inpatient', outpatient: 'outpatient', station: 'commune' } as const

const FormField = ({ draft, change }: PartProps) => {
  const words = use_words()
  const forms = useQuery({ queryKey: ['forms'], staleTime: Infinity, queryFn: () => ask<FormSummary[]>('/forms') })
  const fitting = (forms.data ?? []).filter(
    (form) => form.kind === 'record' && (form.setting === 'any' || form.setting.split('|').includes(setting_of[draft.kind])),
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

export default AdmissionPage
