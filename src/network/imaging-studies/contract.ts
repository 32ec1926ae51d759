import type { EndpointProfile } from '../../platform/http/contract.ts'

/** What crosses the wire about pictures of other houses, and a house's own PACS. */

/**
 * at-source: not fetched; fetching; stored: all instances proved and in our PACS; partial: some were refused or not to be had
 * (`problems`); failed: the line broke (`message`), what is stored stays.
 */
export type StudyState = 'at-source' | 'fetching' | 'stored' | 'partial' | 'failed'

export type StudyLine = {
  /** StudyInstanceUID. */
  uid: string
  title: string
  modality: string
  body_part: string
  /** ISO; '' where the study does not say. */
  started: string
  series: number
  instances: number
  state: StudyState
  /** So many proved and stored. */
  stored: number
  problems: { instance: string; message: string }[]
  message: string
  by: string
  at: string
  /** Address for people; '' while nothing is stored or no viewer is set. */
  viewer: string
  /** Why it cannot be fetched here; '' where it can. */
  hindrance: string
}

/** What of a study one of our own reports named. */
export type PublishedStudy = { uid: string; modality: string; series: number; instances: number; viewer: string }

/** PUT /api/pacs — the password lies with the server (PACS_PASSWORDS: {"24012": "…"}). `viewer`: with `{study}`. */
export type PacsWish = {
  base_url: string
  username: string
  viewer: string
  /** Absent: as the address says. */
  profile?: EndpointProfile
}

/** GET /api/pacs */
export type PacsView = {
  pacs: Required<PacsWish> | null
  has_password: boolean
  tried_at: string
  ok_at: string
  problem: string
  /** Studies our reports named, that others were given, that we fetched. */
  published: number
  given: number
  fetched: number
}

/** POST /api/pacs/knock: why not; '': it answers and knows us. */
export type PacsKnock = { problem: string }
