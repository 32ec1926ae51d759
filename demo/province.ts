import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type UnitKind =
  | 'general'
  | 'district'
  | 'oncology'
  | 'women-children'
  | 'traditional'
  | 'lung'
  | 'endocrine'
  | 'rehabilitation'
  | 'psychiatric'

/** Million VND, as printed; null where the annex leaves the cell empty. */
export type UnitBudget = {
  total: number
  province_2025: number | null
  district_2025: number | null
  own_fund: number | null
}

/** One row of the plan's annex; what the annex does not say (code, full name, kind, beds, ward) is this demo's assumption. */
export type ProvinceUnit = {
  stt: number
  printed: string
  budget: UnitBudget
  code: string
  name: string
  kind: UnitKind
  ward: string
  /** Absent for the hospital whose wards the demonstration builds: its beds are counted. */
  beds?: number
  /** Head of its accounts' user names. */
  user?: string
}

type Annex = { source: string; units: ProvinceUnit[]; printed_totals: UnitBudget }

/** The 17 public units of Bắc Giang's own plan (Kế hoạch 28/KH-UBND of 17/02/2025). */
export const province_annex = JSON.parse(
  readFileSync(join(import.meta.dirname, 'data/bac-giang-units.json'), 'utf8'),
) as Annex
export const province_units = province_annex.units
