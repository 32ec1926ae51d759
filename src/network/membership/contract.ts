/** What the hub's screens of members and directory get. */

export type MembershipState = 'none' | 'applied' | 'approved' | 'suspended'
export type FacilitySort = 'hospital' | 'station' | 'pharmacy' | 'clinic' | 'authority'

/** A public key by its RFC 7638 thumbprint, read out over the telephone before it is believed. */
export type KeyLine = { thumbprint: string; kind: string }

/** A certificate of a facility's seal, as a person looks at it. */
export type SealLine = {
  serial: string
  name: string
  /** What the certificate says it belongs to, e.g. CSKCB:24012. */
  identifier: string
  issuer: string
  valid_from: string
  valid_to: string
  revoked_at: string | null
  reason: string
  /** Issued by an authority the hub believes. */
  is_trusted: boolean
  /** no: it names another facility; unsaid: a public authority's certificate with the tax number. */
  names_facility: 'yes' | 'no' | 'unsaid'
}

/** A certificate by which a member's server comes in over TLS, by its SHA-256. */
export type ClientCertificateLine = {
  digest: string
  name: string
  valid_to: string
  revoked_at: string | null
  reason: string
}

export type Contact = { name: string; phone: string; email?: string | undefined }

export type ApplicationLine = {
  facility: string
  id: string
  name: string
  kind: FacilitySort
  gln: string
  authority: string
  contact: Contact
  asked_at: string
  keys: KeyLine[]
  seal: SealLine | null
  decision: 'approved' | 'refused' | null
  reason: string
  decided_at: string | null
  decided_by: string
  /** How the directory knows the code already; null: not at all. */
  known_as: { name: string; membership: MembershipState } | null
}

export type FacilityLine = {
  code: string
  gln: string
  name: string
  kind: FacilitySort
  authority: string
  membership: MembershipState
  reason: string
  successor: string | null
  valid_to: string | null
  /** When the last of its seals that count ends; null: it has none. */
  sealed_until: string | null
}

export type Directory = {
  /** So many match; of them the first are here. */
  total: number
  facilities: FacilityLine[]
  by_membership: Record<MembershipState, number>
  /** Members whose seal has ended or ends within 30 days. */
  seals_ending: number
  applications_waiting: number
}

export type FacilityDetail = FacilityLine & {
  names: { name: string; until: string }[]
  decided_at: string | null
  decided_by: string
  contact: Contact | null
  seals: SealLine[]
  keys: KeyLine[]
  /** Its server's certificates for TLS. */
  certificates: ClientCertificateLine[]
}

/** Who comes to the board: of a member, or of the Sở itself. */
export type PersonLine = {
  id: string
  facility: string
  facility_name: string
  username: string
  name: string
  title: string
  role: string
  active: boolean
  seen_at: string | null
  /** All sees every facility; own its own only. */
  sees: 'all' | 'own'
  acts: boolean
}

export type People = { people: PersonLine[]; roles: string[] }

/** The password is shown once, to be handed over. */
export type NewPerson = { username: string; password: string }
