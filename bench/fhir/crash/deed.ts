/** One state that a request wants to bring about. A mark is unique in the whole run; a deletion has none. */
export type Wish = { type: string; id?: string; version?: number; mark?: string }

/**
 * What was asked of the server, and what it said. `unknown`: the answer never came, or was 5xx: it may have happened or
 * not, but not by halves (an import: not half a line) and not twice. `refused`: came late (412), nothing may have happened.
 */
export type Deed = {
  kind: 'create' | 'create-if-none' | 'update' | 'delete' | 'transaction' | 'contended' | 'import'
  wishes: Wish[]
  outcome: 'unknown' | 'acknowledged' | 'refused'
  /** For repeating what was not answered. */
  again?: { path: string; body(): unknown; headers: Record<string, string> }
}

export const mark_system = 'urn:crash'
export const code = { system: 'urn:crash-code', code: 'weight' }

export const patient_of = (mark: string, id?: string) => ({
  resourceType: 'Patient',
  ...(id === undefined ? {} : { id }),
  identifier: [{ system: mark_system, value: mark }],
  name: [{ text: `Người thử ${mark}` }],
  gender: 'female',
})

/** Some hundreds of bytes to some kilobytes, so that a body may or may not lie in one page. */
export const observation_of = (patient: string, mark: string, value: number, id?: string) => ({
  resourceType: 'Observation',
  ...(id === undefined ? {} : { id }),
  identifier: [{ system: mark_system, value: mark }],
  status: 'final',
  code: { coding: [code] },
  subject: { reference: patient },
  effectiveDateTime: '2026-11-21T08:00:00+07:00',
  valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  note: [{ text: `${mark} `.repeat(1 + (value % 7) * 40) }],
})
