import { useState } from 'react'
import { Field, Pick } from '../../../base/ui/index.ts'
import type { PatientHit } from '../contract.ts'
import { find_patients } from './find.ts'
import { HitLine } from './search-field.tsx'

type PatientPickProps = {
  label: string
  hint: string
  value: { id: string; name: string } | null
  choose: (hit: PatientHit) => void
}

/** Finds one person inside a form, e.g. the mother of a newborn. */
export const PatientPick = ({ label, hint, value, choose }: PatientPickProps) => {
  const [text, set_text] = useState(value?.name ?? '')
  return (
    <Field label={label} hint={hint} required>
      {(ids) => (
        <Pick<PatientHit>
          id={ids.id}
          describedby={ids['aria-describedby']}
          text={text}
          change_text={set_text}
          search={async (asked, signal) => (await find_patients(asked, signal)).hits}
          choose={(hit) => {
            set_text(hit.name)
            choose(hit)
          }}
          key_of={(hit) => hit.id}
          show={(hit) => <HitLine hit={hit} />}
          min_letters={2}
        />
      )}
    </Field>
  )
}
