import { format_patient_code } from '../src/chart/patients/index.ts'
import { to_patient } from '../src/chart/patients/patient-resource.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { tagged } from './facts.ts'
import { make_person } from './people.ts'
import { create_random } from './random.ts'

const facility = '24012'
const today = '2026-11-21'

/** Patients without stays, for measuring the search: no two share a CCCD or a patient code. */
export function* build_people(count: number, seed: number): Generator<Resource> {
  const random = create_random(seed)
  const known = new Set<string>()
  for (let i = 1; i <= count; i += 1) {
    const wish = {
      gender: random.chance(0.51) ? ('female' as const) : ('male' as const),
      age: [0, 95] as [number, number],
      today,
      facility,
    }
    let person = make_person(random, wish)
    while (known.has(person.identity.value)) person = make_person(random, wish)
    if (person.identity.value !== '') known.add(person.identity.value)
    yield tagged(
      to_patient(
        person,
        `${facility}-nd${String(i).padStart(7, '0')}`,
        format_patient_code(facility, 1_000_000 + i),
        today,
      ),
    )
  }
}
