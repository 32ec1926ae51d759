import type { Issue } from '../../base/outcome/index.ts'

/**
 * Coding flags of TT 06/2026/TT-BYT (six columns of its Excel annex), in that order: never main diagnosis; not encouraged
 * as main; a code of four or five characters exists; mostly women; mostly men; only for causes of death.
 */
export const coding_flags = [
  'never_main',
  'not_encouraged_main',
  'has_more_specific',
  'mostly_women',
  'mostly_men',
  'only_cause_of_death',
] as const
export type CodingFlag = (typeof coding_flags)[number]

/** What the diagnosis is for. `admission` also stands for referral and outpatient first impressions. */
export type DiagnosisUse = 'main' | 'comorbid' | 'admission' | 'cause_of_death'

export type Concept = {
  catalogue: string
  version: string
  code: string
  display: string
  parent?: string
  has_children: boolean
  flags: CodingFlag[]
  /** Facts of the source: `mark` dagger or asterisk, `english`, `age`, `note`, names of units and the like. */
  properties: Record<string, unknown>
}

export type DiagnosisContext = {
  use?: DiagnosisUse
  gender?: string
  age_years?: number
  /** Age in days where it is known: newborn codes differ by the day. */
  age_days?: number
}

export type SearchRequest = {
  catalogue: string
  /** The visit's end date (today while it is open): ISO date. */
  on_date: string
  text: string
  limit?: number
  /** Only children of this code, e.g. the wards of one province. */
  parent?: string
  context?: DiagnosisContext
}

export type SearchHit = Concept & { allowed: boolean; warnings: string[] }

export type DiagnosisRequest = DiagnosisContext & { code: string; on_date: string; use: DiagnosisUse }

export type CatalogueVersion = {
  catalogue: string
  version: string
  source: string
  valid_from: string
  valid_to?: string
  is_starter: boolean
  row_count: number
  imported_at: string
}

export type { Issue }
