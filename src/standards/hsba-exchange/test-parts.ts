/** Small builders of invented resources, for the tests of this room. */
import { createHash } from 'node:crypto'
import { code_system, extension_url } from '../fhir/index.ts'

export const bytes = Buffer.from('%PDF-1.7 giả lập, đã ký')
export const digest = createHash('sha256').update(bytes).digest('hex')
export const encounter = { reference: 'Encounter/e1' }
export const subject = { reference: 'Patient/p1' }
export const doctor = { reference: 'Practitioner/bs1' }

export const condition = (id: string, use: string, code: string, display: string, text: string) => ({
  resourceType: 'Condition' as const,
  id,
  subject,
  encounter,
  code: { coding: [{ system: code_system.icd10, code, display }], text },
  extension: [{ url: extension_url.diagnosis_use, valueCode: use }],
})

export const vital = (id: string, loinc: string, value: number, code: string, at: string) => ({
  resourceType: 'Observation' as const,
  id,
  status: 'final',
  subject,
  encounter,
  effectiveDateTime: at,
  category: [{ coding: [{ system: code_system.observation_category, code: 'vital-signs' }] }],
  code: { coding: [{ system: code_system.loinc, code: loinc }] },
  valueQuantity: { value, unit: code, system: code_system.ucum, code },
})

export const lab = (id: string, code: string, text: string, value: number, unit: string) => ({
  resourceType: 'Observation' as const,
  id,
  status: 'final',
  subject,
  encounter,
  effectiveDateTime: '2026-03-02T06:00:00+07:00',
  category: [{ coding: [{ system: code_system.observation_category, code: 'laboratory' }] }],
  code: { coding: [{ code }], text },
  valueQuantity: { value, unit },
  referenceRange: [{ low: { value: 3.9 }, high: { value: 6.4 } }],
  interpretation: [{ coding: [{ code: 'H' }] }],
})

export const stay = (department: string, from: string, to?: string) => ({
  url: extension_url.department_stay,
  extension: [
    { url: 'department', valueReference: { reference: `Organization/${department}` } },
    { url: 'from', valueDateTime: from },
    ...(to === undefined ? [] : [{ url: 'to', valueDateTime: to }]),
  ],
})
