/** A pharmacy only dispenses: nobody is admitted there, nothing is prescribed. */
export const facility_kinds = ['hospital', 'station', 'clinic', 'pharmacy'] as const
export type FacilityKind = (typeof facility_kinds)[number]

/** GET /api/me · POST /api/sign-in {username, password, facility?} · POST /api/sign-out */
export type Me = {
  account: {
    id: string
    username: string
    name: string
    title: string
    role: string
    department: string | null
    practitioner: string
  }
  facility: { code: string; name: string; authority: string; kind: FacilityKind }
  rights: string[]
  session: { idle_min: number; max_h: number; password_min: number }
}
/** GET /api/door (no sign-in needed): what the sign-in page shows. `demo` only in the demonstration. */
export type Door = {
  facilities: { code: string; name: string }[]
  /** Whom to ask about personal data (Luật 91/2025 Điều 33). */
  officers?: { facility: string; name: string; title: string; phone: string; email: string; place: string }[]
  demo?: { facility: string; username: string; password: string; role: string; name: string }[]
}
/** Every refusal of /api: status ≥ 400 and this body. */
export type Refusal = {
  issues: { severity: string; code: string; message: string; expression?: string; law?: string }[]
  details?: Record<string, unknown>
}
