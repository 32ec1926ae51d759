/** What crosses the wire about a person's visits and the slips she may come with. Days yyyy-mm-dd, times local. */

export type SlipLine = {
  /** Appointment/… in our own book. */
  id: string
  number: string
  /** The day it says. */
  appointed_on: string
  /** Where, or which house wrote it. */
  what: string
  advice: string
  state: 'open' | 'used' | 'cancelled'
  used_at: string
  /** The letter of another house it came with: it is used there, so that its writer learns of it; '': our own slip. */
  letter: string
}

export type VisitLine = {
  encounter: string
  what: string
  since: string
  until: string
  is_open: boolean
  /** Of another house, taken in from its file. */
  is_foreign: boolean
}

/** GET /api/patients/:id/slips */
export type Slips = { slips: SlipLine[]; visits: VisitLine[] }

/** POST /api/patients/:id/slips/:slip/use → {} 409: used before */
export type SlipUse = { encounter: string }
