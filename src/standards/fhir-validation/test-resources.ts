import { validate_resource } from './index.ts'

/** For tests: two resources that are right, and what is found in others. */
export type Bag = Record<string, unknown>

export const patient: Bag = {
  resourceType: 'Patient',
  name: [{ text: 'Nguyễn Thị Hương', family: 'Nguyễn' }],
  gender: 'female',
}
export const pulse = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }
export const observation: Bag = {
  resourceType: 'Observation',
  status: 'final',
  code: pulse,
  subject: { reference: 'Patient/1' },
}

/** `code place` of each issue. */
export const found = (value: unknown): string[] =>
  validate_resource(value).map((one) => `${one.code} ${one.expression}`)
export const words_of = (value: unknown): string =>
  validate_resource(value)
    .map((one) => one.message)
    .join('\n')
