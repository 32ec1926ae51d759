import type { Sql } from '../../platform/database/index.ts'
import type { SubmissionPerson } from '../../standards/documents/index.ts'

/** What the desk for persons asks of the other rooms of the hub; put together by the program. */
export type CitizenRooms = {
  name_facilities(sql: Sql, codes: string[]): Promise<(code: string) => string>
  /** Envelopes laid under these ids since then. */
  papers_since(sql: Sql, persons: string[], since: Date): Promise<Envelope[]>
  paper_senders(sql: Sql, persons: string[]): Promise<{ person: string; sender: string; count: number; latest: Date }[]>
  move_papers(sql: Sql, numbers: number[], source: string, target: string): Promise<void>
  looks_since(sql: Sql, persons: string[], since: Date): Promise<Look[]>
  end_bases_since(sql: Sql, persons: string[], since: Date): Promise<{ recipient: string; id: string }[]>
}

export type Envelope = {
  number: number
  sender: string
  recipients: string[]
  kind: string
  taken_at: Date
  named: SubmissionPerson
}

export type Look = {
  recipient: string
  basis: string
  reason: string
  actor: string
  at: Date
  until: Date
  ended_at: Date | null
  fetched: number
}
