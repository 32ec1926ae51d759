import type { NamedPharmacy, PrescriptionKind } from '../../standards/e-prescription/index.ts'

/** What crosses the wire about drugs and prescriptions. No Node, no DOM. */

/** N narcotic, H psychotropic or precursor. */
export type Controlled = 'none' | 'N' | 'H'
/** A supplement is found so that it can be refused by name (RX-03). */
export type ProductKind = 'drug' | 'decoction' | 'supplement'

/** GET /api/drugs?q= */
export type Drug = {
  code: string
  kind: ProductKind
  ingredient_code: string
  ingredient: string
  /** Comparable names. */
  ingredients: string[]
  brand: string
  strength: string
  form: string
  route_code: string
  route: string
  unit: string
  registration: string
  price: number | null
  controlled: Controlled
  is_toxic: boolean
}

export type DraftLine = {
  /** Made by the screen, unique in the draft. */
  id: string
  drug: Drug
  /** What is taken each time, in `dose_unit`; null while it is not typed. */
  dose: number | null
  dose_unit: string
  times_per_day: number | null
  days: number | null
  time_of_use: string
  /** Typed where it cannot be computed (a bottle, a tube), or to change what was computed. */
  quantity: number | null
  /** Further words of the directions. */
  note: string
}

export type SaidDiagnosis = { code: string; text: string }

/** PUT /api/prescribing/:encounter/draft. What the doctor has typed; nothing of it is a fact yet. */
export type DraftBody = {
  lines: DraftLine[]
  /** Empty: those of the stay. */
  diagnoses: SaidDiagnosis[]
  advice: string
  reexam_days: number | null
  weight_kg: number | null
  guardian: string
  recipient_name: string
  recipient_identity: string
  /** Code of the prescription whose place the coming one takes, and why. */
  replaces: string
  replace_reason: string
  /** The pharmacy of the hub that the person named; absent: she takes it where she likes. */
  pharmacy?: NamedPharmacy | undefined
  /** Reasons for going on in spite of a finding, by its key. */
  reasons: Record<string, string>
}

export const empty_draft: DraftBody = {
  lines: [],
  diagnoses: [],
  advice: '',
  reexam_days: null,
  weight_kg: null,
  guardian: '',
  recipient_name: '',
  recipient_identity: '',
  replaces: '',
  replace_reason: '',
  reasons: {},
}

export type CheckName = 'rules' | 'duplicate' | 'allergy' | 'interaction' | 'active'

/**
 * stop: cannot be signed so. red: needs a reason that is kept; a check that could not run is red too. amber: to be read.
 */
export type Finding = {
  key: string
  check: CheckName
  level: 'stop' | 'red' | 'amber'
  message: string
  /** What to do, where the list says it. */
  advice?: string | undefined
  lines: string[]
  source?: string | undefined
}
/** `not_run` is never a pass: a finding beside it says why. */
export type CheckState = { check: CheckName; state: 'passed' | 'found' | 'not_run' }

export type LineSummary = {
  id: string
  quantity: number | null
  quantity_text: string
  unit: string
  directions: string
  kind: PrescriptionKind
}

export type Judged = { findings: Finding[]; states: CheckState[]; lines: LineSummary[] }

/** Answer to a save. */
export type SavedDraft = Judged & { revision: number; saved_at: string }

export type PrescriptionHead = {
  code: string
  kind: PrescriptionKind
  encounter: string
  patient: string
  signed_at: string
  signer_name: string
  collect_until: string
  replaces?: string | undefined
  replaced_by?: string | undefined
  lines: { name: string; quantity: number; unit: string; directions: string }[]
}

/** GET /api/prescribing/:encounter */
export type PrescribingDesk = {
  encounter: string
  patient: {
    id: string
    name: string
    gender: string
    age: string
    birth_date: string
    /** Completed months; absent where only the year is known. */
    months?: number | undefined
    weight_kg: number | null
    allergies: string[]
    bhyt: string
  }
  admission_number: string
  diagnoses: SaidDiagnosis[]
  draft: { revision: number; body: DraftBody; author_name: string } & Judged
  /** Of this person here, newest first. */
  prescriptions: PrescriptionHead[]
  catalogue: { name: string; source: string; is_starter: boolean } | null
}

/** POST /api/prescribing/:encounter/sign */
export type SignWish = { revision: number }
export type SignedPrescriptions = { prescriptions: PrescriptionHead[] }
