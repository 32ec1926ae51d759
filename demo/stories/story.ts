import type { LabCode } from '../labs.ts'

export type Organ =
  'heart' | 'lungs' | 'belly' | 'kidneys' | 'nerves' | 'limbs' | 'ear_nose_throat' | 'teeth' | 'eyes' | 'other'

export type Coded = { code: string; display: string; text: string }

/** One morning as the doctor writes it. `orders` is the right-hand column of 36/BV2. */
export type Day = { s: string; o: string; a: string; p: string; orders: string }

export type Vitals = {
  pulse: number
  temperature: number
  systolic: number
  diastolic: number
  breaths: number
  spo2: number
}

export type Drug = { name: string; dose: string; route: string; code?: string }

/**
 * A clinical story: what the same illness says on every paper. Texts may hold {gioi} {tuoi} {ngay_benh} and, of the day,
 * {mach} {nhiet} {ha} {tho} {spo2}.
 */
export type Story = {
  id: string
  diagnosis: Coded
  comorbid?: Coded
  differential: string
  /** Department code, e.g. K03; where a house lacks it, `fallback`. */
  department: string
  fallback?: string
  form: '01-BV1' | '02-BV1' | '05-BV1' | '10-BV1'
  gender?: 'male' | 'female'
  age: [number, number]
  days: [number, number]
  sick_day: [number, number]
  admit_from: '1' | '2'
  reason: string
  history: string
  own_history: string[]
  family_history: string
  general: string
  organs: Partial<Record<Organ, string>>
  /** "Bệnh ngoại khoa" of 10/BV1. */
  surgical?: string
  vitals: Vitals
  labs: Partial<Record<LabCode, number | string>>
  imaging: { title: string; conclusion: string }[]
  drugs: Drug[]
  procedure?: { name: string; day: number; kind: 'surgery' | 'procedure'; method: string }
  tests_wanted: string
  summary: string
  prognosis: string
  plan: string
  /** The last one is said again when a stay is longer. */
  course: Day[]
  closing: { process: string; tests: string; treatment: string; state: string; advice: string }
  result: '1' | '2' | '3' | '4'
}

/** A visit that ends the same day: outpatient clinic or commune station. */
export type Visit = {
  id: string
  diagnosis: Coded
  gender?: 'male' | 'female'
  age: [number, number]
  reason: string
  vitals: Vitals
  labs: Partial<Record<LabCode, number | string>>
  drugs: Drug[]
  result: '1' | '2' | '3'
}
