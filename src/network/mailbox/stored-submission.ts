import type { SubmissionPerson, Submission } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import {
  entry_document_reference,
  entry_list,
  relations_of,
  type PartFacts,
  type SubmissionFacts,
} from '../../standards/mhd/index.ts'

/** A row of hub.submission. */
export type StoredRow = {
  person: string
  number: number
  sender: string
  recipients: string[]
  document: string
  identity: string
  kind: Submission['kind']
  created_at: Date
  taken_at: Date
  about: { title: string; person: SubmissionPerson } & Pick<Submission, 'author' | 'period' | 'context' | 'basis'>
  labels: string[]
  replaces: string | null
  replaced_by: string | null
  parts: PartFacts[]
}

export const row_columns =
  'person, number, sender, recipients, document, identity, kind, created_at, taken_at, about, labels, replaces, replaced_by, parts'

const facts_of = (row: StoredRow): SubmissionFacts => ({
  identity: row.identity,
  kind: row.kind,
  sender: row.sender,
  recipients: row.recipients,
  created_at: row.created_at.toISOString(),
  labels: row.labels,
  ...row.about,
  ...(row.replaces ? { replaces: row.replaces } : {}),
})

export const part_id = (number: number, part: number): string => `${number}-${part}`

/** Number and part in an id of ours; undefined for what is none. */
export const read_part_id = (id: string): { number: number; part: number } | undefined => {
  const [, number, part] = /^([1-9]\d{0,15})-(\d)$/.exec(id) ?? []
  return number === undefined ? undefined : { number: Number(number), part: Number(part) }
}

/** One of its parts as ITI-67 shows it. */
export const show_part = (row: StoredRow, part: number, base: string): Resource => {
  const found = row.parts[part]
  if (!found) throw new Error(`hub.submission ${row.number} has no part ${part}`)
  const id = part_id(row.number, part)
  return entry_document_reference(facts_of(row), found, {
    ...{ id, binary_id: id, base, patient: `Patient/${row.person}`, last_updated: row.taken_at.toISOString() },
    status: row.replaced_by === null ? 'current' : 'superseded',
    relations: relations_of(row.parts, part, {
      name_of: (one) => `DocumentReference/${part_id(row.number, one)}`,
      replaces: row.replaces ?? undefined,
    }),
  })
}

/** The sending itself as ITI-66 shows it. */
export const show_list = (row: StoredRow): Resource =>
  entry_list(facts_of(row), {
    id: String(row.number),
    documents: row.parts.map((_part, i) => part_id(row.number, i)),
    patient: `Patient/${row.person}`,
    last_updated: row.taken_at.toISOString(),
  })
