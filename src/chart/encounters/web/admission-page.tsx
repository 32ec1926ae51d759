import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { ask, Button, now_local, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { FacilityKind } from '../../../platform/access/contract.ts'
import type { PatientDetail } from '../../patients/contract.ts'
import type { Admitted } from '../contract.ts'
import { admission_body, begin_admission, begun_by } from './admission-draft.ts'
import type { AdmissionDraft } from './admission-draft.ts'
import { FormField, StayPart } from './admission-parts.tsx'
import { DiagnosisField } from './diagnosis-field.tsx'
import './encounters.css'
import { BedPick, DepartmentField } from './place-fields.tsx'
import { use_words } from './words.ts'

type AdmissionPageProps = { patient: string; facility: FacilityKind; opens_record: boolean }

const AdmissionPage = ({ patient, facility, opens_record }: AdmissionPageProps) => {
  const words = use_words()
  const [, go] = useLocation()
  const person = useQuery({ queryKey: ['patient', patient], queryFn: () => ask<PatientDetail>(`/patients/${patient}`) })
  const [begun] = useState(() => begun_by(window.history.state))
  const [draft, set_draft] = useState(() => begin_admission(facility, now_local(), begun))
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
      say_done([words.admitted(made.admission_number), ...made.warnings].join(' · '))
      if (begun) return go(begun.back)
      // the clerk who admits may not read records: back to the ward then
      go(opens_record ? `/benh-an/${made.encounter}/${made.sheet}` : `/khoa/${draft.department}`)
    }, set_error)
  }
  if (person.isPending) return <Waiting />
  const known = person.data
  return (
    <form className="column narrow stack" onSubmit={submit}>
      <header className="page-head">
        <h1>{words.admission}</h1>
        {known && (
          <span>
            <b>{known.name}</b>, {words[known.gender]}, {show_moment(known.birth_date)} · {known.patient_code}
          </span>
        )}
      </header>
      <RefusalNotice error={person.error} again={() => void person.refetch()} />
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
        <DiagnosisField
          label={words.emergency_dx}
          value={draft.emergency}
          change={(emergency) => change({ emergency })}
        />
        <DiagnosisField
          label={words.admission_dx}
          value={draft.admission}
          change={(admission) => change({ admission })}
        />
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

export default AdmissionPage
