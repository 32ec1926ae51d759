import type { DatedNumber, PatientHit } from '../patients/contract.ts'

/** A person as the comparison shows one: every line of it can differ. */
export type MergeSide = PatientHit & {
  version: number
  registered_at: string
  numbers: DatedNumber[]
  phone: string
  full_address: string
  contact: string
  mother: string
  ethnicity: string
  occupation: string
  stays: number
  last_seen_at: string
}

export type MergeIssue = { severity: 'error' | 'warning' | 'information'; message: string }

/**
 * GET /api/patients/:id/merge?source=… — what would become of `:id` (the chart that stays) if `source` were merged into it.
 * An `error` among the issues keeps it from being done.
 */
export type MergePreview = {
  source: MergeSide
  target: MergeSide
  result: MergeSide
  likeness: { grade: 'certain' | 'probable' | 'possible' | 'certainly-not'; reasons: string[] }
  moves: { type: string; count: number }[]
  signed_sheets: number
  drafts: number
  issues: MergeIssue[]
}

/** POST /api/patients/:id/merge → 200 Merged. 412 when one of the two was changed since it was seen. */
export type MergeOrder = { source: string; reason: string; source_version: number; target_version: number }
export type Merged = { merge: string; moved: number }

/** POST /api/patients/:id/unmerge {source, reason} → 200 Unmerged */
export type UnmergeOrder = { source: string; reason: string }
export type Unmerged = {
  restored: number
  /** Changed since the merge: they stay with the chart they are in, and somebody must look. */
  changed: { ref: string; version: number }[]
  /** Made under the chart that stays since then: nobody but a person can say whose they are. */
  made_since: { type: string; count: number }[]
}

export type MergeParty = { id: string; name: string; birth_date: string; patient_code: string }

/** GET /api/merges — what was merged at this facility (at most 100, the newest first); `?patient=` only with that chart. */
export type MergeLine = {
  id: string
  source: MergeParty
  target: MergeParty
  reason: string
  by: string
  at: string
  moved: number
  undone?: { by: string; at: string; reason: string }
}

/** GET /api/patients/:id/alike — charts that may be the same person's, the likeliest first. */
export type AlikeChart = PatientHit & { grade: MergePreview['likeness']['grade']; reasons: string[] }
