import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { Button, Notice, RefusalNotice } from '../../../base/ui/index.ts'
import type { PatientHit } from '../../../chart/patients/contract.ts'
import type { AuthorizationPlan, Decision } from '../../../platform/smart/contract.ts'
import { PatientChoice, PersonLine } from './patient-choice.tsx'
import { ScopeList } from './scope-list.tsx'
import { use_words } from './words.ts'

type ConsentFormProps = {
  plan: AuthorizationPlan
  send: (decision: Decision) => void
  is_busy: boolean
  error: unknown
}

export const ConsentForm = ({ plan, send, is_busy, error }: ConsentFormProps) => {
  const words = use_words()
  const [patient, choose] = useState<PatientHit>()
  const [chosen, set_chosen] = useState<ReadonlySet<string>>(() => new Set(plan.lines.map((line) => line.scope)))
  const [offline, set_offline] = useState(plan.offline)
  // From the keyboard: who it is about first, then yes.
  useEffect(() => {
    document.getElementById(plan.needs_patient && !patient ? 'app-patient' : 'app-allow')?.focus()
  }, [plan.needs_patient, patient])
  const toggle = (scope: string) => {
    const next = new Set(chosen)
    if (!next.delete(scope)) next.add(scope)
    set_chosen(next)
  }
  const is_ready = (!plan.needs_patient || patient !== undefined) && (chosen.size > 0 || plan.identity)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!is_ready || is_busy) return
    const stay = plan.needs_encounter ? patient?.stay?.encounter : undefined
    send({
      ...{ approve: true, scopes: [...chosen], offline },
      ...(patient ? { patient: patient.id } : {}),
      ...(stay ? { encounter: stay } : {}),
    })
  }
  return (
    <form className="consent-form" onSubmit={submit}>
      {(plan.patient || plan.needs_patient) && (
        <section>
          <h2>{words.patient}</h2>
          {plan.patient ? <PersonLine person={plan.patient} /> : <PatientChoice chosen={patient} choose={choose} />}
        </section>
      )}
      <section>
        <h2>{words.may}</h2>
        {plan.lines.length === 0 && !plan.identity && <Notice tone="amber">{words.nothing}</Notice>}
        <ScopeList lines={plan.lines} chosen={chosen} toggle={toggle}>
          {plan.offline && (
            <li>
              <label className="tick">
                <input type="checkbox" checked={offline} onChange={(event) => set_offline(event.target.checked)} />
                <span>{words.offline}</span>
              </label>
            </li>
          )}
          {plan.identity && (
            <li>
              <label className="tick">
                <input type="checkbox" checked disabled />
                <span>{words.identity}</span>
              </label>
            </li>
          )}
        </ScopeList>
        {plan.refused.length > 0 && (
          <details className="consent-refused">
            <summary>{words.refused(plan.refused.length)}</summary>
            <p>{words.refused_note}</p>
            <code>{plan.refused.join('  ')}</code>
          </details>
        )}
      </section>
      <RefusalNotice error={error} />
      <p className="muted small">{words.logged}</p>
      <footer className="consent-foot">
        <Button look="quiet" disabled={is_busy} onClick={() => send({ approve: false })}>
          {words.deny}
        </Button>
        <Button id="app-allow" type="submit" look="primary" disabled={!is_ready || is_busy}>
          {words.allow}
        </Button>
      </footer>
    </form>
  )
}
