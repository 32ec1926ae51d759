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
  /** own: signed in this facility; national: read from the national system. */
  source: 'own' | 'national'
  patient: { name: string; birth_date: string; gender: string; is_hidden: boolean }
  facility: string
  prescriber: string
  signed_at: string
  collect_until: string
  /** Why nothing can be handed out; '' where something can. */
  refusal: string
  advice: string
  recipient?: { name: string; identity: string } | undefined
  lines: DispensingLine[]
  sales: Sale[]
}

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
