import { uuid_urn_of, type Submission } from '../documents/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import { describe_part, describe_submission } from './describe.ts'
import { mhd_profile } from './names.ts'
import { relations_of } from './relations.ts'

const entry = (fullUrl: string, resource: Record<string, unknown>) => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: String(resource['resourceType']) },
})

/** ITI-65: the submission as one transaction. The same submission gives the same Bundle. */
export const write_provide_bundle = (submission: Submission): Record<string, unknown> => {
  const { parts, ...facts } = submission
  const document_url = (at: number) => uuid_urn_of(submission.identity, 'DocumentReference', String(at))
  const binary_url = (at: number) => uuid_urn_of(submission.identity, 'Binary', String(at))
  const named = { name_of: document_url, replaces: submission.replaces }
  const documents = parts.map(({ bytes, ...part }, at) =>
    entry(
      document_url(at),
      describe_part(
        facts,
        { ...part, size: bytes.length, sha256: sha256_hex(bytes) },
        { url: binary_url(at), relations: relations_of(parts, at, named) },
      ),
    ),
  )
  const binaries = parts.map(({ bytes, content_type }, at) =>
    entry(binary_url(at), {
      resourceType: 'Binary',
      contentType: content_type,
      data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    }),
  )
  const list = describe_submission(facts, { items: parts.map((_part, at) => document_url(at)) })
  return {
    resourceType: 'Bundle',
    meta: { profile: [mhd_profile.minimal_provide] },
    type: 'transaction',
    entry: [entry(uuid_urn_of(submission.identity, 'List'), list), ...documents, ...binaries],
  }
}
