/** One right an app asks for, in a shape a screen can put into words. */
export type ScopeLine = {
  /** As it travels; what is sent back to say yes to it. */
  scope: string
  context: 'patient' | 'user'
  type: string
  /** Some of `cruds`. */
  rights: string
  filters: [name: string, value: string][]
}

export type AppPerson = {
  id: string
  name: string
  gender: 'male' | 'female' | 'other' | 'unknown'
  birth_date: string
  patient_code: string
}

/**
 * GET /api/authorize/:uid/plan — what an app asks of the person who is signed in.
 * POST /api/authorize/:uid {approve, scopes, offline, patient?, encounter?} → {to}: where the browser goes on.
 */
export type AuthorizationPlan = {
  app: { id: string; name: string; host: string }
  lines: ScopeLine[]
  /** Scopes that were asked for and are not given: unknown, not registered, or more than the role may. */
  refused: string[]
  /** It wants to know who is at work. */
  identity: boolean
  /** It wants to go on when nobody is signed in. */
  offline: boolean
  /** Of a launch from the chart. */
  patient?: AppPerson
  encounter?: string
  /** A person must be chosen before it can begin. */
  needs_patient: boolean
  needs_encounter: boolean
  /** The password must be typed again first. */
  needs_sign_in: boolean
  /** The same was allowed before and the chart itself opens the app: nothing needs to be asked. */
  is_known: boolean
}

export type Decision = {
  approve: boolean
  scopes?: string[]
  offline?: boolean
  patient?: string
  encounter?: string
}

/** GET /api/apps: what can be opened from the chart. POST /api/apps/:id/launch {patient?, encounter?} → {url} */
export type LaunchableApp = { id: string; name: string }
/** Of a stay, whose patient is known; or of a patient alone. */
export type LaunchWish = { patient?: string; encounter?: string }

/** GET /api/connections: apps that may read in my name. DELETE /api/connections/:client ends all I allowed one. */
export type Connection = {
  client: string
  app: string
  /** All that one or the other time was allowed. */
  lines: ScopeLine[]
  /** For whom, latest first; `patient` null: everybody I may see. */
  uses: { patient: AppPerson | null; granted_at: string; outlasts_session: boolean }[]
  /** So many more than those named. */
  more: number
}

/** GET /api/clients (accounts.manage). POST /api/clients/:id/close, /open */
export type RegisteredClient = {
  id: string
  name: string
  kind: 'backend' | 'confidential' | 'public'
  scope: string
  proof: 'secret' | 'key' | 'none'
  addresses: string[]
  active: boolean
  created_at: string
  people: number
}
