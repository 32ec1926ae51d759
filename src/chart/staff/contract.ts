/** Our own people, as the administrator of the house sees them. */

export type StaffLine = {
  /** Practitioner */
  id: string
  name: string
  title: string
  role: string
  username: string
  department: string
  licence: string
}

/** GET /api/staff/:id */
export type StaffMember = StaffLine & { version: number; scope: string }

/** PUT /api/staff/:id */
export type Licensing = { licence: string; scope: string; if_match: number }
