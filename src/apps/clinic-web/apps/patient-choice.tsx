import { useState } from 'react'
import { Button, Pick, show_moment } from '../../../base/ui/index.ts'
import type { PatientHit } from '../../../chart/patients/contract.ts'
import { find_patients } from '../../../chart/patients/web/find.ts'
import { HitLine } from '../../../chart/patients/web/search-field.tsx'
import type { AppPerson } from '../../../platform/smart/contract.ts'
import { use_words } from './words.ts'

/** Who a person is, on one line. */
export const PersonLine = ({ person }: { person: AppPerson }) => {
  const words = use_words()
  const facts = [words.gender[person.gender], show_moment(person.birth_date), person.patient_code]
  return (
    <p className="app-person">
      <b>{person.name}</b> <span className="muted">{facts.filter(Boolean).join(' · ')}</span>
    </p>
  )
}

/** The patient the app is to work with. */
export const PatientChoice = ({
  chosen,
  choose,
}: {
  chosen: PatientHit | undefined
  choose: (hit: PatientHit | undefined) => void
}) => {
  const words = use_words()
  const [text, set_text] = useState('')
  if (chosen)
    return (
      <div className="app-chosen">
        <HitLine hit={chosen} />
        <Button look="link" onClick={() => choose(undefined)}>
          {words.other_patient}
        </Button>
      </div>
    )
  return (
    <Pick<PatientHit>
      id="app-patient"
      label={words.patient}
      placeholder={words.choose_patient}
      text={text}
      change_text={set_text}
      search={async (asked, signal) => (await find_patients(asked, signal)).hits}
      choose={(hit) => {
        set_text('')
        choose(hit)
      }}
      key_of={(hit) => hit.id}
      none={words.no_patient}
      show={(hit) => <HitLine hit={hit} />}
    />
  )
}
