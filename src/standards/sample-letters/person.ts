import { identifier_system, type Resource } from '../fhir/index.ts'

/** Somebody who does not exist; the name says so wherever it is printed. */
export type SamplePerson = { name: string; cccd: string; birth_date: string; gender: 'male' | 'female' }

export const sample_person: SamplePerson = {
  ...{ name: 'Thử Nghiệm Liên Thông', cccd: '024190000999', birth_date: '1990-03-02', gender: 'female' },
}

export const patient_of = ({ name, cccd, birth_date, gender }: SamplePerson): Resource => ({
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ system: identifier_system.cccd, value: cccd }],
  name: [{ text: name }],
  gender,
  birthDate: birth_date,
})
