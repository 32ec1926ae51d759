import type { StuckLetters } from '../exchange/contract.ts'
import type { EndpointProfile } from '../../platform/http/contract.ts'
import type { PrescriptionKind } from '../../standards/e-prescription/index.ts'

/** What crosses the wire about prescriptions on their way and what is handed out. No Node, no DOM. */

export type DispensingLine = {
  id: string
  name: string
  unit: string
  prescribed: number
  sold: number
  left: number
  directions: string
}
export type Sale = {
  id: string
  sold_at: string
  seller_name: string
  invoice: string
  lines: { name: string; quantity: number }[]
}

/** GET /api/dispensing/:code */
export type DispensingView = {
  code: string
  kind: PrescriptionKind
  /** own: signed in this facility; national: read from the national system; hub: it came by the hub, and the national system does not have it or nobody here can ask. */
  source: 'own' | 'national' | 'hub'
  patient: { name: string; birth_date: string; gender: string; is_hidden: boolean }
  facility: string
  prescriber: string
  signed_at: string
  collect_until: string
  /** Why nothing can be handed out; '' where something can. */
  refusal: string
  /** What whoever hands out should know besides; '' where nothing. */
  note: string
  /** It came by the hub and can be given back: to be answered once. */
  may_decline: boolean
  advice: string
  recipient?: { name: string; identity: string } | undefined
  lines: DispensingLine[]
  sales: Sale[]
}

/** A prescription that came by the hub. */
export type ReceivedLine = {
  letter: string
  /** '' where nobody can read it. */
  code: string
  /** Initials where the person is not to be named (RX-12). */
  patient: string
  is_hidden: boolean
  sender: string
  prescriber: string
  received_at: string
  collect_until: string
  lines: number
  state: 'new' | 'partly' | 'done' | 'declined' | 'replaced' | 'expired' | 'unsound'
  /** Why it is not sound, or was given back. */
  problem: string
}

/** GET /api/dispensing — what came by the hub, open ones first. POST /api/dispensing/:code/decline {reason} */
/** `stuck`: letters for this house that are not in the tray yet, of whichever kind. */
export type ReceivedList = { lines: ReceivedLine[]; open: number; more: boolean; stuck: StuckLetters[] }
export type DeclineWish = { reason: string }

/** POST /api/dispensing/:code */
export type SaleWish = {
  invoice: string
  lines: {
    id: string
    quantity: number
    /** What was handed out in its place: by a pharmacist, with the person's consent (RX-13). */
    substitute?: string | undefined
  }[]
}
export type Sold = { sale: string; reported: 'delivered' | 'waiting' | 'none'; view: DispensingView }

/** GET /api/prescriptions/:code/sold, of our own. */
export type SoldView = {
  /** Why others' sales are not counted; '' where they are. */
  unasked: string
  lines: { name: string; unit: string; prescribed: number; sold: number }[]
}

export type OutboxState = 'waiting' | 'sending' | 'held' | 'delivered'

/** GET /api/pharmacies: to whom a person can have a prescription sent. */
export type PharmacyLine = { code: string; name: string; address: string }

/** What became of it at one house. */
export type GivenAt = {
  house: string
  state: string
  reason: string
  at: string
  lines: { name: string; quantity: number; unit: string }[]
}

/**
 * GET /api/prescriptions/:code/letter — its way by the hub. none: it does not go that way; unsealed: waits for the facility's
 * seal; refused: may not leave; replaced: another left in its place; the rest as the exchange says of any letter.
 */
export type LetterView = { state: string; reason: string; houses: GivenAt[] }

/** GET /api/e-prescriptions/unsealed · POST /api/e-prescriptions/seal {} → what was sealed, and what could not be */
export type UnsealedView = {
  count: number
  lines: { code: string; signed_at: string; signer: string; kind: PrescriptionKind }[]
}
export type Sealed = { sealed: string[]; failed: { code: string; reason: string }[] }

/** GET /api/e-prescriptions */
export type OutboxLine = {
  id: number
  act: 'prescription' | 'sale'
  code: string
  status: OutboxState
  tries: number
  problem: string
  created_at: string
  next_at: string
  delivered_at: string | null
}
export type OutboxView = { is_connected: boolean; counts: Record<OutboxState, number>; lines: OutboxLine[] }

/** The calls whose paths differ between clients of the national system. */
export const gateway_calls = [
  'sign_in_facility',
  'sign_in_doctor',
  'add_doctor',
  'remove_doctor',
  'send',
  'read',
  'report',
] as const
export type GatewayPaths = Record<(typeof gateway_calls)[number], string>

/**
 * `ma_dinh_danh_y_te` and `signature` of QĐ 808 (interop.md §3: optional, format not told; likely, nothing seen of it). none: left
 * out. cccd: the personal number; bhxh: the ten digits of the insurance number. signed-pdf: the signed paper, base64.
 */
export const health_ids = ['none', 'cccd', 'bhxh'] as const
export const signature_forms = ['none', 'signed-pdf'] as const
export type OptionalFields = { health_id: (typeof health_ids)[number]; signature: (typeof signature_forms)[number] }

/** PUT /api/e-prescription-gateway. An address of '' : that side is not used. `valid_from`: a later day; absent: from today on. */
export type GatewayWish = {
  /** Absent in a wish: as the address says. */
  profile?: EndpointProfile | undefined
  valid_from?: string | undefined
  base_url: string
  pharmacy_base_url: string
  facility_code: string
  app_name: string
  password_field: string
  token_field: string
  paths: GatewayPaths
  optional_fields: OptionalFields
  pharmacy: { code: string; name: string; phone: string; address: string }
}

/** Who may prescribe here. `held`: prescriptions that wait for a person. */
export type Prescriber = {
  /** Practitioner */
  id: string
  name: string
  title: string
  code: string
  has_password: boolean
  held: number
}

/** GET /api/e-prescription-gateway */
export type GatewayView = {
  gateway: GatewayWish | null
  /** What takes its place on a day. */
  coming: GatewayWish | null
  /** What a form begins with where nothing is set. */
  usual: GatewayWish
  has_facility_password: boolean
  has_app_key: boolean
  counts: Record<OutboxState, number>
  prescribers: Prescriber[]
}

/** POST /api/e-prescription-gateway/knock. Why not; '': it knows us; null: that side is not set. */
export type GatewayKnock = { prescribing: string | null; dispensing: string | null }

/** PUT /api/e-prescription-gateway/prescribers/:id. A code of '' takes it back. */
export type PrescriberWish = { code: string }
/** `problem`: why the national system has not been told of it. */
export type PrescriberPut = { problem: string; sent_again: number }
