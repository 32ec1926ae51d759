/** What the hub's desk sends to its screens: codes, names of facilities, kinds, states and times; no paper. */

/** A facility by its code, with the name the directory has for it. */
export type Party = { code: string; name: string }

/** A letter in custody: somebody has to decide. */
export type HeldLetter = {
  sender: Party
  id: number
  at: string
  document: string
  kind: string
  /** Why it is held. */
  reason: string
  size: number
  recipients: Party[]
}

/** What stands on the envelope of a held letter, and whom the directory has under its numbers. */
export type HeldEnvelope = {
  person: {
    name: string
    birth_date: string
    gender: string
    identifiers: { system: string; value: string }[]
  }
  created_at: string
  is_correction: boolean
  parts: { kind: string; size: number }[]
  /** Ids in the directory of persons, the one that stands first. */
  persons: string[]
}

export type LetterDecision = 'released' | 'returned'

/** merged, closed, suspended, left: what became of the recipient after the letter was sent. */
export type DeadReason = 'merged' | 'closed' | 'suspended' | 'left' | 'too-long'

/** A letter that nobody fetched. */
export type DeadLetter = {
  recipient: Party
  number: number
  sender: Party
  kind: string
  requested_at: string
  why: DeadReason
  /** Where it can go on to: who took the recipient's place, when that house takes part. */
  successor: Party | null
  reminders: number
  reminded_at: string | null
}

export type DeadAct = 'remind' | 'redirect' | 'return'

export type Patience = { kind: string; days: number }

/** A letter behind a number, or a refusal (without a number of the hub's). */
export type PassingLetter = {
  at: string
  sender: Party
  recipients: Party[]
  kind: string
  state: string
  number: number | null
  reason: string
}

export type Traffic = { kind: string; state: string; count: number }

/** What passes and what stands on the desk, counted at `at`. */
export type Overview = {
  at: string
  since: string
  traffic: Traffic[]
  held: number
  oldest_held: string | null
  waiting: number
  oldest_waiting: string | null
  dead: number
}

export type SenderBalance = { sender: Party; kind: string; sent: number; taken: number; held: number; refused: number }

export type RecipientBalance = {
  recipient: Party
  kind: string
  delivered: number
  waiting: number
  received: number
  accepted: number
  rejected: number
  completed: number
  cancelled: number
}

/** One place where two books that must say the same do not. */
export type BalanceFault = { what: string; facility: string; number: number | null }

/** sent = taken + held + refused; delivered = waiting + received + accepted + rejected + completed + cancelled. */
export type Reconciliation = {
  since: string
  at: string
  senders: SenderBalance[]
  recipients: RecipientBalance[]
  faults: BalanceFault[]
  is_sound: boolean
}
