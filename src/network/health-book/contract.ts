import type { EndpointProfile } from '../../platform/http/contract.ts'
import type { StudyLine } from '../imaging-studies/contract.ts'

/** What crosses the wire about a person's health book. Times ISO with offset; facilities by code, with their names. */

export type PublicationState = 'published' | 'waiting' | 'withheld' | 'failed'

/** What we gave into the timeline: one visit or result. */
export type PublicationLine = {
  /** Encounter/…, DiagnosticReport/… */
  about: string
  encounter: string
  kind: string
  title: string
  state: PublicationState
  reason: string
  labels: string[]
  /** Sensitive facts of other visits that are not in it. */
  left_out: number
  ended_at: string
  made_at: string
  national: NationalLine
}

/**
 * Whose business a refusal is: record – who writes and registers; account, setting, size – the administrator; hours, portal – nobody, it
 * goes again; lost – somebody looks it up on the portal; unknown – a code no guide tells.
 */
export type RefusalClass = 'record' | 'account' | 'setting' | 'size' | 'hours' | 'portal' | 'lost' | 'unknown'

/** One thing the portal would refuse, where and in words (rules of QĐ 130/4750/3176). */
export type NationalFault = { table: string; row: number; field: string; label: string; message: string }

/**
 * The national path of one visit, by itself. off: the facility is not connected to the portal; failed: refused by our own check
 * (faults) or by the portal (reason); unknown: it left, no answer came.
 */
export type NationalLine = {
  state: 'none' | 'waiting' | 'sent' | 'failed' | 'unknown' | 'off'
  reason: string
  class: RefusalClass | ''
  faults: NationalFault[]
  /** maGiaoDich of what the portal took last. */
  receipt: string
  sent_at: string
  /** Files made of this visit so far, and which of them the portal took last; 0: none. */
  versions: number
  sent_version: number
  due_at: string
  is_late: boolean
  /** When somebody here saw this page on the person's phone (VNeID). */
  seen_at: string
}

/** GET /api/health-book/visits?tray= → {lines, counts} */
export type NationalTray = 'open' | 'waiting' | 'late' | 'sent'
export type NationalVisit = {
  about: string
  encounter: string
  patient: string
  name: string
  birth_date: string
  title: string
  ended_at: string
  national: NationalLine
}
export type NationalList = {
  lines: NationalVisit[]
  counts: Record<Exclude<NationalTray, 'sent'>, number>
  /** Whether a portal is set at all, and by when it should have a visit: hours and where that stands. */
  is_connected: boolean
  due_h: number
  due_source: string
}
/** POST /api/health-book/again?about= {} · POST /api/health-book/portal-word?about= */
export type PortalWord = { word: 'taken' | 'refused'; receipt?: string; reason: string }

/** POST /api/seen-on-phone/:patient – the person showed the book (SHARE-22). `about`: the page of ours that was seen there. */
export type SeenWish = { encounter: string; about?: string; what: string }
export type SeenLine = { id: string; encounter: string; about: string; what: string; actor: string; at: string }
/** GET /api/seen-on-phone/:patient – what was seen, and the visits it can be kept with, both the latest first. */
export type SeenView = {
  lines: SeenLine[]
  visits: { encounter: string; number: string; from: string; to: string; is_open: boolean; has_page: boolean }[]
}

export type BasisKind = 'patient-request' | 'emergency' | 'law' | 'transfer'

/** A basis that was written down at the hub from here. */
export type BasisLine = {
  id: string
  basis: BasisKind
  reason: string
  law: string
  labels: string[]
  actor: string
  at: string
  until: string
  is_open: boolean
}

/** Who speaks: the person, who represents her by law, or both (PDP-07). */
export type AskedAs = 'person' | 'representative' | 'both'

/** The person's request to see what others know, as it was taken down. */
export type RequestLine = {
  id: string
  asked_as: AskedAs
  /** Of who speaks for her. */
  relation: string
  /** In words; '': her own care. */
  purpose: string
  /** yyyy-mm-dd: the birthday from which others are to be asked; '': grown up. */
  holds_until: string
  /** That birthday has come. */
  is_outgrown: boolean
  text_version: string
  channel: 'otp' | 'paper'
  asked_by: string
  labels: string[]
  taken_by: string
  taken_at: string
  confirmed_at: string
  withdrawn_at: string
  withdrawn_why: string
  has_paper: boolean
}

export type TimelineDocument = {
  /** The hub's number of the paper itself. */
  id: string
  document: string
  kind: string
  title: string
  sender: { code: string; name: string }
  author: string
  created_at: string
  /** The visit or stay it tells of. */
  from: string
  to: string
  labels: string[]
  /** Ours, or sent to us: shown without a basis. */
  is_own: boolean
  /** Another house's, sent to us: no basis is needed, and still not our record. */
  is_received: boolean
  is_superseded: boolean
  is_correction: boolean
}

/** Papers of one visit at one facility, the latest visit first. */
export type TimelineVisit = {
  sender: { code: string; name: string }
  from: string
  to: string
  documents: TimelineDocument[]
}

/**
 * GET /api/timeline/:patient — as the hub says it now, never from memory: `state` other than `shown` means that nothing
 * can be said, not that there is nothing.
 */
export type Timeline = {
  state: 'shown' | 'no-link' | 'no-number' | 'unknown' | 'away' | 'refused'
  /** Why nothing is shown, in words. */
  message: string
  asked_at: string
  visits: TimelineVisit[]
  /** What the hub says beside: how many are withheld by which basis, that a basis is needed. */
  notices: { severity: 'warning' | 'information'; text: string }[]
  withheld: number
  /** What the hub shows and this program cannot read, by who keeps it; name '' where not even that can be told. */
  unread: UnreadPapers[]
  /** For GET …?before=…: there is more. */
  next: string
  bases: BasisLine[]
  requests: RequestLine[]
  own: PublicationLine[]
  repeats: RepeatLine[]
}

export type UnreadPapers = { sender: { code: string; name: string }; count: number }

/** Why a test was done again although a valid result was offered (SHARE-16). */
export type RepeatLine = { code: string; reason: string; found: string[]; actor: string; at: string }

/** POST /api/timeline/:patient */
export type BasisWish = {
  basis: 'patient-request' | 'emergency' | 'law'
  reason: string
  /** law: the article. */
  law?: string
  /** patient-request: id of the confirmed request. */
  request?: string
  labels?: string[]
}

/** POST /api/timeline/:patient/requests → {id, code?} (code: only where no message is really sent, in the demonstration) */
export type RequestWish = {
  channel: 'otp' | 'paper'
  /** Absent: the person herself. */
  asked_as?: AskedAs
  /** representative, both: what she is to the person. */
  relation?: string
  /** Absent: her own care. */
  purpose?: string
  asked_by: string
  labels?: string[]
  phone?: string
  /** paper: the scan, base64. */
  paper?: { content_type: string; data: string }
}
/**
 * POST /api/timeline/:patient/requests/:id/confirm {code} · …/code {} (a new code) · …/withdraw {reason} · POST …/bases/:id/end {}
 */
export type RequestTaken = { id: string; code?: string }

/** GET /api/timeline/:patient/request-text?as=…&purpose=… */
export type RequestText = {
  version: string
  text: string
  sha256: string
  /** Completed years, the youngest she may be; null: nobody knows when she was born. */
  years: number | null
  /** Who must speak: for her care; for another purpose, or naming what is most private. */
  must_ask: { care: AskedAs; side: AskedAs }
  /** How a request can be confirmed in this house. */
  channels: RequestLine['channel'][]
}

/** How a text gateway is asked: a JSON object of our own making, because no national shape exists (docs/operations/sms.md). */
export type SmsSettings = {
  base_url: string
  /** Absent: as the address says. */
  profile?: EndpointProfile
  path: string
  /** body: as JSON or as a form. */
  format: 'json' | 'form'
  /** JSON object of texts; {dien_thoai} {noi_dung} {thuong_hieu} {ma_gui} {bi_mat} stand for what is sent. */
  body: string
  /** Header of the same words; '': none. */
  authorization: string
  /** Brand name that the gateway knows; '': none. */
  brand: string
  /** 0912…, 84912… or +84912… */
  phone_form: '0' | '84' | '+84'
  /** Without diacritics: one message instead of three. */
  is_plain: boolean
  /** Field of the answer that says whether it was taken, and its value for yes; '': the status alone says it. */
  ok_field: string
  ok_value: string
  /** Field of the answer with the gateway's own number; '': none. */
  receipt_field: string
}
/** GET /api/sms-gateway · PUT (SmsSettings) · DELETE · POST …/try {phone} → {problem} */
export type SmsView = {
  gateway: Required<SmsSettings> | null
  /** To begin with. */
  usual: Required<SmsSettings>
  has_secret: boolean
  tried_at: string
  ok_at: string
  problem: string
}
export type SmsTried = { problem: string }

export type OpenedDocument = {
  id: string
  title: string
  verdict: 'good' | 'red'
  issues: { severity: string; message: string }[]
  signatures: {
    signer: string
    organization: string
    by: string
    part: string
    signed_at: string
    valid: boolean
    problem: string
  }[]
  sections: { title: string; text: string }[]
  has_pdf: boolean
  /** Why nothing of it can be read here: encrypted for another house; '' where it can be read. */
  closed: string
  checked_at: string
  /** Pictures the paper names by digest; they stay where they were made. */
  studies: StudyLine[]
}

/** PUT /api/portal — the way to the national portal; the password lies with the server (HEALTH_PORTAL_PASSWORDS). */
export type PortalWish = {
  base_url: string
  path?: string
  token_path?: string
  username: string
  /** MA_TTDV: code of the head of the facility or whom he authorised. */
  head_code?: string
  /** XML8 of every visit (QĐ 31/2026) or of stays alone (the portal's sheet for 4750). */
  summary_for?: 'all' | 'beds'
  /** Hours after the end of a visit by which the portal should have it. */
  due_h?: number
  /** Absent: as the address says. */
  profile?: EndpointProfile
  /** A later day; absent: from today on. */
  valid_from?: string
}

/** As it holds. */
export type PortalSet = Required<Omit<PortalWish, 'valid_from'>>

/** GET /api/portal · DELETE /api/portal · POST /api/portal/knock {} · POST /api/portal/again {} → {count} */
export type PortalView = {
  portal: PortalSet | null
  /** What takes its place on a day. */
  coming: (PortalSet & { valid_from: string }) | null
  /** The server holds our password; without it nothing is sent. */
  has_password: boolean
  tried_at: string
  ok_at: string
  problem: string
  /** Visits: waiting for the portal, taken by it, refused (by it or by our check), left without an answer, not there in time. */
  waiting: number
  sent: number
  refused: number
  unknown: number
  late: number
  /** By when it should have a visit, and where that stands. */
  due_source: string
  /** How the file is signed, and how sure that is. */
  signature: string
  /** The latest refusals: in the portal's words, or the names of the fields that our own check found wanting. */
  refusals: { title: string; ended_at: string; reason: string; is_own_check: boolean }[]
}
/** → {problem}: why the portal could not be reached; '': it knows us */
export type PortalKnock = { problem: string }
