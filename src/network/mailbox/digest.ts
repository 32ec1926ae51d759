import { createHash } from 'node:crypto'
import type { Part } from '../../standards/documents/index.ts'
import { sha256_of } from '../../standards/signatures/index.ts'

/** What a document is, bytes and names: SHA-256 over each part's identity and SHA-256, in their order. */
export const submission_digest = (parts: readonly Part[]): Buffer => {
  const all = createHash('sha256')
  for (const part of parts) all.update(`${part.kind} ${part.identity} `).update(sha256_of(part.bytes))
  return all.digest()
}
