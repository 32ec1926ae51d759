import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { ask, Pill, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../patients/contract.ts'
import { PatientPick } from '../../patients/web/patient-pick.tsx'
import type { AlikeChart } from '../contract.ts'
import { merge_place } from './places.ts'
import { use_words } from './words.ts'

const tones = { certain: 'green', probable: 'green', possible: 'amber', 'certainly-not': undefined } as const

/** Begins with the chart that stays. */
export const ChooseKept = () => {
  const words = use_words()
  const [, go] = useLocation()
  return (
    <section className="card part">
      <PatientPick label={words.keep} hint={words.keep_hint} value={null} choose={(hit) => go(merge_place(hit.id))} />
    </section>
  )
}

/** The other chart: of those that look alike, or found by name or number. */
export const ChooseOther = ({ target }: { target: string }) => {
  const words = use_words()
  const [, go] = useLocation()
  const person = useQuery({ queryKey: ['patient', target], queryFn: () => ask<PatientDetail>(`/patients/${target}`) })
  const alike = useQuery({ queryKey: ['alike', target], queryFn: () => ask<AlikeChart[]>(`/patients/${target}/alike`) })
  const error = person.error ?? alike.error
  if (error) return <RefusalNotice error={error} again={() => void alike.refetch()} />
  if (!person.data || !alike.data) return <Waiting />
  return (
    <section className="card part">
      <p>
        <span className="muted">{words.keep}:</span> <b>{person.data.name}</b>, {show_moment(person.data.birth_date)}{' '}
        <span className="muted">· {person.data.patient_code}</span>
      </p>
      {alike.data.length > 0 ? (
        <div>
          <h2>{words.alike}</h2>
          <ul className="merge-alike">
            {alike.data.map((one) => (
              <li key={one.id}>
                <button type="button" onClick={() => go(merge_place(target, one.id))}>
                  <span>
                    <b>{one.name}</b>, {show_moment(one.birth_date)}{' '}
                    <span className="muted">
                      · {one.patient_code} · {one.identifier || one.address}
                    </span>
                  </span>
                  <Pill tone={tones[one.grade]}>{words.grades[one.grade]}</Pill>
                  <small className="muted">{one.reasons.join('; ')}</small>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="muted">{words.none_alike}</p>
      )}
      <PatientPick
        label={words.other}
        hint={words.keep_hint}
        value={null}
        choose={(hit) => go(merge_place(target, hit.id))}
      />
    </section>
  )
}
