import type { Register } from '../deployment/contract.ts'

export type { Field, Register } from '../deployment/contract.ts'

export type Body = Record<string, string | number | boolean>

export const register_kinds = ['purpose', 'clock', 'retention', 'processor', 'flow', 'officer', 'assessment'] as const
export type RegisterKind = (typeof register_kinds)[number]

/** A line as it stands today. `version` 0: as shipped, nothing said here yet. */
export type Line = {
  register: string
  id: string
  version: number
  body: Body
  /** yyyy-mm-dd; '' as shipped. */
  valid_from: string
  is_ended: boolean
  said_name: string
  /** ISO with zone; '' as shipped. */
  said_at: string
}

/** GET /api/privacy/registers */
export type Registers = { registers: Register[]; lines: Line[] }
/** POST /api/privacy/registers/:register, PUT …/:id, which also says the version it has seen */
export type Word = { body: Record<string, unknown>; valid_from: string; is_ended?: boolean }
export type LaterWord = Word & { version: number }

export const request_kinds = ['see', 'correct', 'copy', 'withdraw', 'restrict', 'object', 'delete', 'complain'] as const
export type RequestKind = (typeof request_kinds)[number]

export type AskedBy = { name: string; relation: string; phone: string }

/** POST /api/privacy/requests */
export type NewRequest = {
  kind: RequestKind
  /** Of the chart; '' when there is none here. */
  patient: string
  asked_by: AskedBy
  said: string
  purposes: string[]
  by_processor: boolean
  channel: Channel
  /** yyyy-mm-ddThh:mm in Vietnam */
  received_at: string
}
export const channels = ['desk', 'paper', 'phone', 'email', 'portal'] as const
export type Channel = (typeof channels)[number]

export type StepAct = 'acknowledge' | 'extend' | 'answer'
export type StepResult = '' | 'done' | 'partly' | 'refused'

export type Step = {
  serial: number
  act: StepAct
  result: StepResult
  due: string | null
  detail: string
  effects: string[]
  said_name: string
  said_at: string
}

/** waiting: no first answer yet · going: acknowledged · over: answered */
export type RequestState = 'waiting' | 'going' | 'over'

export type RequestLine = {
  id: string
  kind: RequestKind
  patient: string | null
  /** Of the chart; '' without one. */
  person: string
  asked_by: AskedBy
  said: string
  purposes: string[]
  by_processor: boolean
  channel: Channel
  received_at: string
  first_due: string
  /** With the extension. */
  due: string
  state: RequestState
  result: StepResult
  /** What is waited for is late by so many days; 0: it is not. */
  late_days: number
  clock: Body
  taken_name: string
  steps: Step[]
}

/** POST /api/privacy/requests/:id/steps */
export type NewStep = { act: StepAct; result: StepResult; days: number; detail: string }

/** GET /api/privacy/requests/:id/retention: what stands against deleting. */
export type RetentionVerdict = {
  is_kept: boolean
  /** Last day, yyyy-mm-dd; '' while the person is being treated, or when nothing is kept. */
  until: string
  reason: string
  stays: { id: string; ended: string; rule: string; years: number; until: string }[]
}

/** GET /api/privacy/people?cccd=… or ?patient=… : one person, never a list to browse */
export type FoundPerson = { patient: string; name: string; birth_date: string }

export type ConsentLine = {
  purpose: string
  name: string
  is_side: boolean
  data: string
  recipients: string
  /** Latest wording; null: nothing to agree to yet. */
  wording: { version: number; digest: string; text: string } | null
  /** Nothing said: null. Nothing is ticked before she says it. */
  said: {
    consent: string
    is_given: boolean
    is_withdrawn: boolean
    at: string
    by: string
    relation: string
    channel: string
    device: string
    taken_name: string
    wording_version: number
    digest: string
    is_latest_wording: boolean
  } | null
}

/** GET /api/privacy/people/:patient/consents */
export type PersonConsents = { person: FoundPerson; lines: ConsentLine[]; officer: Body | null }
/** POST /api/privacy/people/:patient/consents */
export type ConsentWish = {
  purpose: string
  is_given: boolean
  /** Of the wording that was read. */
  digest: string
  by: string
  relation: string
  channel: Channel
}

/** POST /api/privacy/access-search: whose, what, how many */
export type AccessQuestion = { actors: string[]; addresses: string[]; from: string; to: string }
export type AccessCount = { key: string; name: string; people: number; events: number }
export type AccessAnswer = {
  people: number
  events: number
  /** Looks that name nobody: lists, searches, exports of many. */
  nameless: number
  refused: number
  /** Exports of many within the span: their line says what was asked for. */
  exports: string[]
  first_at: string
  last_at: string
  by_type: AccessCount[]
  by_actor: (AccessCount & { role: string; addresses: string[] })[]
}
/** GET /api/privacy/accounts: whom a question can be about. */
export type AskedActor = { id: string; name: string; kind: 'user' | 'system' }

export type BreachBody = {
  title: string
  /** yyyy-mm-ddThh:mm in Vietnam */
  detected_at: string
  happened: string
  kinds: string
  consequences: string
  measures: string
  question: AccessQuestion
  /** '' while it was not sent. */
  notified_at: string
  notice_number: string
  people_told_at: string
  late_reason: string
  closed_on: string
}
/** GET /api/privacy/breaches */
export type BreachLine = Line & {
  breach: BreachBody
  due_at: string
  /** Negative: late. null: it was sent. */
  hours_left: number | null
  was_late: boolean
}

export type SupportView = {
  sessions: {
    id: string
    name: string
    username: string
    processor: string
    reason: string
    begins_at: string
    until: string
    approved_name: string
    ended_at: string
    state: 'coming' | 'open' | 'over'
    acts: number
    people: number
  }[]
  accounts: { id: string; username: string; name: string; role: string; is_support: boolean }[]
}

/** GET /api/privacy/outward: what leaves the house, as it is set up now. */
export type Outward = {
  recipients: {
    what: string
    who: string
    host: string
    is_domestic: boolean
    is_registered: boolean
    is_on: boolean
  }[]
  exports: { at: string; who: string; role: string; what: string; detail: string }[]
  exporters: string[]
  stopped: { patient: string; person: string; purpose: string; reason: string; said_at: string; said_name: string }[]
}

/** GET /api/privacy/assessment: the technical parts, from the system as it is. */
export type Assessment = {
  digest: string
  /** First act in the log; '' in a house without one. */
  began_on: string
  due_on: string
  state: 'due' | 'late' | 'filed' | 'outdated'
  filed: Line | null
  data: { type: string; count: number; people: number }[]
  purposes: Line[]
  processors: Line[]
  flows: Line[]
  retention: Line[]
  recipients: Outward['recipients']
  measures: { what: string; how: string }[]
}

/** GET /api/privacy: what waits. */
export type Overview = {
  officer: Body | null
  late: number
  open_requests: number
  open_breaches: number
  breach_hours_left: number | null
  assessment: Assessment['state']
  processors_ending: number
  open_sessions: number
}
