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
export type StaffMember = StaffLine & PersonCodes & { version: number; scope: string }

/** Numbers of one person that are not each other (SHARE-19); '' where nobody wrote it down. */
export type PersonCodes = {
  /** Số định danh cá nhân, 12 digits. */
  personal_id: string
  /** Mã người ký on the insurance's assessment system. */
  bhxh_signer: string
}

/** PUT /api/staff/:id */
export type Licensing = { licence: string; scope: string; if_match: number } & Partial<PersonCodes>

/** One of ours with all her numbers, for whoever compares them. */
export type PersonNumbers = PersonCodes & {
  /** Practitioner */
  id: string
  /** Of the account, '' without one; and as the Practitioner says it. */
  account: string
  name: string
  stored_name: string
  role: string
  active: boolean
  licence: string
}
