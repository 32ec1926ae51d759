import type { Issue } from '../../base/outcome/index.ts'
import type { AuditLine, AuditLog, Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { Identity, Submission, SubmissionPerson } from '../../standards/documents/index.ts'
import type { RevocationRegister } from '../../standards/signatures/index.ts'
import type { Rulings } from '../gate/index.ts'
import type { Cipher } from './cipher.ts'
import type { ReceiptSigner } from './receipts.ts'

/**
 * Whom the hub takes a document's person for. Where nobody may decide by himself (an ID of two people) it is somebody of
 * his own until a person has looked; the issues say so.
 */
export type KnownPerson = { person: string; deceased: string | null; issues: Issue[] }

/**
 * Somebody known: `lines` go into the log with what comes of it; `learn` writes what else was told of her, false when
 * another was quicker and she has to be asked for again.
 */
export type Recognised = { known: KnownPerson; lines: AuditLine[]; learn(sql: Sql): Promise<boolean> }

/** Whose certificates count for a sender. */
export type SenderTrust = {
  membership: string
  roots_pem: string[]
  seals: { serial: string; certificate_pem: string; revoked_at: Date | string | null }[]
  /** Lists of revoked certificates that are kept here. */
  register?: RevocationRegister
  /** How far the signer's clock may be ahead of the hub's. */
  clock_tolerance_ms?: number
}

export type Recipient = { code: string; name: string; membership: string; successor: string | null; is_open: boolean }

/** A basis that holds: `is_shown` says of a paper whether it may be seen by it. */
export type PersonView = { basis: string; is_shown(paper: { kind: string; labels: string[] }): boolean }

/** CTE `whole (id, root)` of all ids of the persons of some numbers; $1 and $2 are `values`. */
export type PersonQuestion = { whole_sql: string; values: unknown[] }

/** What the mailbox asks of the other rooms of the hub; put together by the program. */
export type Office = {
  database: Database
  audit: AuditLog
  cipher: Cipher
  receipts: ReceiptSigner
  /** Address of the FHIR face. */
  base: string
  find_trust(sql: Sql, sender: string): Promise<SenderTrust>
  find_recipients(sql: Sql, codes: string[]): Promise<Recipient[]>
  /** What the matrix says today. @param edition how many rules the database has: asked anew only when there are more */
  find_rulings(sql: Sql, edition: number): Promise<Rulings>
  /** undefined: `know_person` has to be asked, in a transaction. */
  recognise_person(sql: Sql, caller: Caller, person: SubmissionPerson): Promise<Recognised | undefined>
  /** Registers whom the directory does not know. */
  know_person(sql: Sql, caller: Caller, person: SubmissionPerson): Promise<KnownPerson>
  /** All ids of the person of these numbers, the one that stands first; empty: nobody. @throws 409 several persons */
  find_person(sql: Sql, caller: Caller, identifiers: Identity[]): Promise<string[]>
  /** The same inside a question of one's own; what it found is to be settled: one person, or 409. */
  person_question(identifiers: Identity[], facility: string): PersonQuestion
  settle_person(sql: Sql, caller: Caller, persons: string[][]): Promise<string[]>
  /** All ids of the person of this id; empty: nobody. */
  known_as(sql: Sql, person: string): Promise<string[]>
  /** Which of a person's papers a member may see beyond its own, and which are held back; undefined: none. */
  open_person(sql: Sql, caller: Caller, persons: string[]): Promise<PersonView | undefined>
  /** What a scanner beside the hub says of the parts; absent: none stands there. @throws 503 */
  scan?(submission: Submission): Promise<Issue[]>
  /** A document came a second time and stayed one; told in the transaction of that taking. */
  on_repeat?(sql: Sql, caller: Caller, document: string): Promise<unknown>
  /** A box has something new. */
  poke(): void
}
