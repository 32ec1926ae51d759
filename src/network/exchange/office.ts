import type { Database } from '../../platform/database/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type { PartKind, Submission } from '../../standards/documents/index.ts'
import type { RevocationRegister } from '../../standards/signatures/index.ts'
import type { Hub } from './hub-client.ts'
import type { NewLink } from './link.ts'
import type { HubKeys } from './receipts.ts'

/** What happens to a letter, told to the rooms of its kind inside the transaction in which it happens. */
export type ExchangeRooms = {
  /** A letter came in; a red one too (`verdict`). `patient`: our Patient, when it was matched without doubt. */
  on_incoming?(unit: Unit, letter: Arrived): Promise<void>
  /** Somebody here took a letter on, declined it, or its person came. What this refuses, is not done. */
  on_answer?(unit: Unit, letter: Answered): Promise<void>
  /** Whose it is was said anew, by a person; `patient` null: nobody’s, it is back in the tray. */
  on_match?(unit: Unit, letter: Matched): Promise<void>
  /** The hub told what became of one that was sent. */
  on_outgoing?(unit: Unit, letter: Progressed): Promise<void>
}

export type Arrived = {
  id: string
  verdict: 'good' | 'red'
  patient: string | null
  /** Of the incoming letter that this one takes the place of. */
  replaces: string | null
  submission: Submission
}

export type Matched = Omit<Answered, 'state'> & { state: Answered['state'] | 'received' }

export type Answered = {
  id: string
  kind: string
  title: string
  sender: string
  state: 'accepted' | 'rejected' | 'completed'
  patient: string | null
  encounter: string | null
  /** Bytes of one of its parts. */
  part(kind: PartKind): Promise<Buffer | undefined>
}

export type Progressed = {
  id: string
  kind: string
  document: string
  about: string | null
  recipient: string
  state: string
  reason: string
  /** Identity of the document that answers. */
  answer: string | undefined
}

/** What everybody who works for the exchange needs. */
export type Office = {
  /** The database itself, never a replica: what is asked here is acted on. */
  database: Database
  store: Store
  hub_of(link: NewLink): Hub
  keys_of(hub: Hub): Promise<HubKeys>
  /** Lists of revoked certificates that are kept here. */
  register(): Promise<RevocationRegister>
  /** How far a signer's clock may be ahead of ours (CLOCK_TOLERANCE_S). */
  clock_tolerance_ms?: number | undefined
  /** What a malware scanner of the house found in these bytes; absent: none stands there. @throws 503 */
  scan?: ((bytes: Uint8Array) => Promise<string | undefined>) | undefined
  rooms: ExchangeRooms
  report(error: unknown, what: string): void
  stopped: AbortSignal
}
