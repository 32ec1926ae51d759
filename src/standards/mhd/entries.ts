import type { Resource } from '../fhir/index.ts'
import { describe_part, describe_submission, type PartFacts, type Relation, type SubmissionFacts } from './describe.ts'

/** Where a stored part lies at whoever answers. */
export type StoredPart = {
  /** DocumentReference.id */
  id: string
  binary_id: string
  /** Address of the FHIR server, without a slash at its end. */
  base: string
  /** `Patient/…` there. */
  patient?: string | undefined
  status?: 'current' | 'superseded' | undefined
  /** To other stored parts (`DocumentReference/…`) and older documents: relations_of. */
  relations?: Relation[] | undefined
  last_updated?: string | undefined
}

const stored = (resource: Resource, id: string, last_updated: string | undefined): Resource => {
  const { resourceType, meta, ...rest } = resource
  return { resourceType, id, meta: { ...(last_updated ? { lastUpdated: last_updated } : {}), ...meta }, ...rest }
}

/** ITI-67: a stored part as a DocumentReference. */
export const entry_document_reference = (facts: SubmissionFacts, part: PartFacts, at: StoredPart): Resource =>
  stored(
    describe_part(facts, part, {
      url: `${at.base}/Binary/${at.binary_id}`,
      relations: at.relations ?? [],
      patient: at.patient,
      status: at.status,
    }),
    at.id,
    at.last_updated,
  )

export type StoredSubmission = {
  /** List.id */
  id: string
  /** DocumentReference ids of its parts, in their order. */
  documents: string[]
  patient?: string | undefined
  status?: 'current' | 'retired' | undefined
  last_updated?: string | undefined
}

/** ITI-66: a stored submission as a SubmissionSet. */
export const entry_list = (facts: SubmissionFacts, at: StoredSubmission): Resource =>
  stored(
    describe_submission(facts, {
      items: at.documents.map((id) => `DocumentReference/${id}`),
      patient: at.patient,
      status: at.status,
    }),
    at.id,
    at.last_updated,
  )
