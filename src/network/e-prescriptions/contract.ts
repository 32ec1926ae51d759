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
