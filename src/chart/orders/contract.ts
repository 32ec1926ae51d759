/** What crosses the wire about orders. No Node, no DOM. Times ISO with offset. */

export type TestCategory = 'laboratory' | 'imaging' | 'procedure'

/** GET /api/tests?q= */
export type Test = {
  /** Of the list itself. */
  code: string
  name: string
  category: TestCategory
  group: string
  /** '' where nobody has said it: the test is then not compared with what others have. */
  loinc: string
  /** Seven digits (QĐ 1227/QĐ-BYT 2025); '' where the list does not say it. */
  ministry: string
}

export type OrderPriority = 'routine' | 'urgent' | 'stat'

export type OrderLineWish = {
  /** Code of the list. */
  test: string
  priority: OrderPriority
  /** What it is to answer. */
  reason: string
  /** Why it is done although a valid result was offered; wanted where one was. */
  repeat_reason: string
}

/** POST /api/orders/:encounter → OrdersDesk */
export type OrderWish = { lines: OrderLineWish[] }

/** POST /api/orders/:encounter/:id/cancel {reason} → OrdersDesk */
export type CancelWish = { reason: string }

export type Order = {
  id: string
  /** Number that the lines of one sending share. */
  slip: string
  test: Test
  priority: OrderPriority
  reason: string
  ordered_by: string
  ordered_at: string
  state: 'active' | 'done' | 'cancelled'
  /** A valid result was offered and it was ordered all the same: why, and what was offered. */
  repeat: { reason: string; found: string[] } | null
  cancelled: { reason: string; by: string; at: string } | null
}

/** GET /api/orders/:encounter, the latest order first. */
export type OrdersDesk = {
  encounter: string
  patient: { id: string; name: string; gender: string; age: string; birth_date: string; allergies: string[] }
  /** false: the stay has ended and takes no new order. */
  is_open: boolean
  orders: Order[]
  list: { title: string; source: string; is_starter: boolean }
}
