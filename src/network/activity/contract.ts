import type { BoardHead } from '../monitor/contract.ts'

/** Shapes of what facilities do for people, on the wire. Days are yyyy-mm-dd. Numbers of persons' visits, never a person. */

export const units = ['day', 'week', 'month'] as const
export type Unit = (typeof units)[number]

export const activity_figures = ['visits', 'admissions', 'discharges', 'transfers'] as const
export type ActivityFigure = (typeof activity_figures)[number]

/** Days of facilities added up. null: nobody told it on any of them, which is not 0. */
export type ActivitySum = Record<ActivityFigure, number | null> & {
  /** Days told, counted by facility. */
  days: number
  /** Of stays that ended, where the facility tells the days of stay. */
  stay_days: number | null
  average_stay: number | null
}

/** Beside an earlier time: only of facilities that told every day of both; null where none did. */
export type Comparison = {
  starts_on: string
  ends_on: string
  /** So many can be compared. */
  facilities: number
  ago: Record<ActivityFigure, number> | null
  /** By how many percent there is more now; null: nothing then, or nobody to compare. */
  percent: Record<ActivityFigure, number | null>
}

export type ActivityLine = {
  sum: ActivitySum
  /** Days that should have been told: of each facility that is waited for. */
  days_due: number
  before: Comparison
  year: Comparison
  /** Beds in the register on the last day, of those who told the days of stay; null: of none it is known. */
  beds: number | null
  /** Days of stay of who left, by beds and days told; null: beds or days of stay are not known. */
  bed_percent: number | null
}
export type FacilityActivity = ActivityLine & { code: string; name: string; sort: string; area: string }
/** id '' where the register does not say it. */
export type GroupActivity = ActivityLine & { id: string; name: string; facilities: number; told: number }

export type ActivityPoint = {
  starts_on: string
  ends_on: string
  /** Who told at least one day of it. */
  facilities: number
  /** Days told, and what they would be had each of these facilities told all of them. */
  days: number
  days_due: number
  /** null: nobody told anything. */
  now: Record<ActivityFigure, number> | null
  /** A year before, whoever told it then. */
  ago: Record<ActivityFigure, number> | null
}

export type ActivityPage = BoardHead & {
  by: Unit
  starts_on: string
  ends_on: string
  /** It is not over yet: nothing is compared. */
  is_running: boolean
  /** The one before and after; '' where there is none to be looked at. */
  earlier: string
  later: string
  total: GroupActivity
  by_sort: GroupActivity[]
  by_area: GroupActivity[]
  facilities: FacilityActivity[]
  points: ActivityPoint[]
}

/** A house and its prescriptions: what it says beside what the hub brought to the pharmacies persons named (MON-26). */
export type PrescribingLine = {
  facility: string
  name: string
  /** null: the house says nothing of prescriptions. */
  signed: number | null
  /** Of these: at the national system, by the house's signed word. */
  national: number | null
  missing: number
} & PharmacyUse
export type PharmacyUse = {
  named: number
  handed: number
  returned: number
  /** Brought there, and neither sold nor given back. */
  waiting: number
}
export type PharmacyLine = PharmacyUse & { pharmacy: string; name: string }

export type PrescribingPage = BoardHead & {
  by: Unit
  starts_on: string
  ends_on: string
  is_running: boolean
  earlier: string
  later: string
  total: Omit<PrescribingLine, 'facility' | 'name'>
  houses: PrescribingLine[]
  pharmacies: PharmacyLine[]
}
