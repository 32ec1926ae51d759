import { useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Pill, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { person_place } from '../../../chart/patients/web/find.ts'
import { PatientPick } from '../../../chart/patients/web/patient-pick.tsx'
import { HitLine } from '../../../chart/patients/web/search-field.tsx'
import type { PatientHit } from '../../../chart/patients/contract.ts'
import type { IncomingLetter } from '../contract.ts'
import { differences_of, MatchCheck } from './match-check.tsx'
import { PersonLine } from './person-line.tsx'
import { use_act } from './queries.ts'
import { RegisterDialog } from './register-dialog.tsx'
import { use_words } from './words.ts'

type PersonProps = { letter: IncomingLetter; may_answer: boolean }

const tones = { certain: 'green', probable: 'green', possible: 'amber', 'certainly-not': undefined } as const

/** Of those that look alike, of all our charts, or a new one. */
const Choose = ({ letter, match }: { letter: IncomingLetter; match: (patient: string) => void }) => {
  const words = use_words()
  const [registers, set_registers] = useState(false)
  const [doubtful, set_doubtful] = useState<PatientHit>()
  const choose = (hit: PatientHit) =>
    differences_of(letter.person, hit).length > 0 ? set_doubtful(hit) : match(hit.id)
  return (
    <>
      {letter.candidates.length > 0 && (
        <ul className="letter-candidates" aria-label={words.candidates}>
          {letter.candidates.map((one) => (
            <li key={one.id}>
              <HitLine hit={one} />
              <div className="row wrap">
                <Pill tone={tones[one.grade]}>{words.grades[one.grade]}</Pill>
                <small className="muted">{one.reasons.join('; ')}</small>
                <span className="push" />
                <Button look="primary" onClick={() => choose(one)}>
                  {words.this_one}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <PatientPick label={words.find_other} hint={words.find_hint} value={null} choose={choose} />
      <Button onClick={() => set_registers(true)}>{words.register}</Button>
      {doubtful && (
        <MatchCheck
          differences={differences_of(letter.person, doubtful)}
          go_on={() => {
            match(doubtful.id)
            set_doubtful(undefined)
          }}
          close={() => set_doubtful(undefined)}
        />
      )}
      {registers && <RegisterDialog letter={letter} match={match} close={() => set_registers(false)} />}
    </>
  )
}

const Matched = ({ one }: { one: NonNullable<IncomingLetter['matched']> }) => {
  const words = use_words()
  return (
    <div className="letter-matched">
      <HitLine hit={one} />
      <p className="small">
        <b className="green">{words.matched_by(one.by)}</b> <span className="muted">{one.how.join('; ')}</span>{' '}
        <Link href={person_place(one.id)}>{words.open_person}</Link>
      </p>
    </div>
  )
}

/** The person of the letter beside the one in our charts: laid there by number, or by whoever looked. */
export const LetterPerson = ({ letter, may_answer }: PersonProps) => {
  const words = use_words()
  const { act, error } = use_act()
  const [looks_again, set_looks_again] = useState(false)
  const may_match = may_answer && letter.verdict === 'good' && !letter.is_superseded && letter.encounter === ''
  const is_open = letter.state !== 'rejected'
  const match = async (patient: string): Promise<void> => {
    if (!(await act(() => ask(`/exchange/incoming/${letter.id}/match`, { body: { patient } })))) return
    set_looks_again(false)
    say_done(words.matched)
  }
  const put_back = async (): Promise<void> => {
    if (!(await act(() => ask(`/exchange/incoming/${letter.id}/put-back`, { body: {} })))) return
    set_looks_again(false)
    say_done(words.put_back_done)
  }
  const chooses = may_match && is_open && (!letter.matched || looks_again)
  return (
    <section className="card letter-part">
      <h2>{words.whose}</h2>
      {!letter.matched && <PersonLine person={letter.person} />}
      {letter.matched && <Matched one={letter.matched} />}
      {!letter.matched &&
        (letter.verdict === 'good' ? (
          <p className="amber">{words.nobody}</p>
        ) : (
          <p className="muted">{words.red_nobody}</p>
        ))}
      <RefusalNotice error={error} />
      {chooses && <Choose letter={letter} match={(patient) => void match(patient)} />}
      {chooses && letter.matched && (
        <div className="row wrap">
          <Button onClick={() => void put_back()}>{words.put_back}</Button>
          <Button look="quiet" onClick={() => set_looks_again(false)}>
            {words.keep_match}
          </Button>
          <small className="muted">{words.put_back_note}</small>
        </div>
      )}
      {may_match && is_open && letter.matched && !looks_again && (
        <Button look="link" onClick={() => set_looks_again(true)}>
          {words.rematch}
        </Button>
      )}
    </section>
  )
}
