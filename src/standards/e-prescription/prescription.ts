/** A prescription as it was signed (TT 26/2025/TT-BYT, annex I), as plain values. No Node, no DOM. */

/** N narcotic, H psychotropic and precursor, T traditional decoction, C everything else. */
export type PrescriptionKind = 'N' | 'H' | 'C' | 'T'

export type PrescribedLine = {
  /** Id of its MedicationRequest. */
  id: string
  drug_code: string
  ingredient: string
  brand: string
  strength: string
  form: string
  route_code: string
  route: string
  unit: string
  quantity: number
  /** "01 viên × 2 lần/ngày × 5 ngày": structured where it was typed so. */
  dose?: { amount: number; unit: string; times_per_day: number; days: number } | undefined
  time_of_use?: string | undefined
  /** Cách dùng, one sentence, as printed. */
  directions: string
}

/** A part of a course with its days, "yyyy-mm-dd" (QĐ 808: dot_dung_thuoc). */
export type Course = { number: number; from: string; to: string }

export type PrescribedFor = {
  /** Patient id at the facility that prescribed; absent at a pharmacy. */
  id?: string | undefined
  name: string
  gender: 'male' | 'female' | 'other' | 'unknown'
  /** yyyy, yyyy-mm or yyyy-mm-dd. */
  birth_date: string
  cccd?: string | undefined
  passport?: string | undefined
  bhyt?: string | undefined
  address: string
  phone?: string | undefined
  /** Needed under 72 months, with the months and who came with the child. */
  weight_kg?: number | undefined
  months?: number | undefined
  guardian?: string | undefined
}

/** By its facility code. */
export type NamedPharmacy = { code: string; name: string }

export type Prescription = {
  code: string
  kind: PrescriptionKind
  facility: { code: string; name: string; authority?: string | undefined }
  patient: PrescribedFor
  diagnoses: { code: string; text: string; conclusion?: string | undefined }[]
  lines: PrescribedLine[]
  courses: Course[]
  advice?: string | undefined
  /** Days until the person comes again. */
  reexam_days?: number | undefined
  treatment: 'inpatient' | 'outpatient'
  prescriber: {
    id: string
    name: string
    title?: string | undefined
    licence?: string | undefined
    phone?: string | undefined
  }
  /** Who takes an N or H prescription out: named on it (TT 26/2025). */
  recipient?: { name: string; identity: string } | undefined
  /** The pharmacy the person named: it gets the prescription through the hub. Nobody is chosen for her. */
  pharmacy?: NamedPharmacy | undefined
  /** With its offset. */
  signed_at: string
  /** Last day of collection (RX-06). */
  collect_until: string
  /** The prescription whose place this one takes (RX-07). */
  replaces?: string | undefined
}

export const kind_names: Record<PrescriptionKind, string> = {
  C: 'Đơn thuốc',
  N: 'Đơn thuốc “N”',
  H: 'Đơn thuốc “H”',
  T: 'Đơn thuốc thang',
}

const with_strength = (name: string, strength: string): string =>
  name.includes(strength) ? name : `${name} ${strength}`.trim()

/** Amoxicilin (Ospamox) 500mg: one ingredient by its INN, several by the trade name where there is one. */
export const printed_name = (line: Pick<PrescribedLine, 'ingredient' | 'brand' | 'strength'>): string => {
  const is_mixture = /[+;]/.test(line.ingredient)
  const { ingredient, brand } = line
  const [first, second] = [ingredient.toLowerCase(), brand.toLowerCase()]
  // What comes back from elsewhere says the name with its strength, and the brand once more.
  const same = brand === '' || first.includes(second)
  if (ingredient === '' || (!same && second.includes(first))) return with_strength(brand, line.strength)
  const name = same ? ingredient : is_mixture ? `${brand} (${ingredient})` : `${ingredient} (${brand})`
  return with_strength(name, line.strength)
}
