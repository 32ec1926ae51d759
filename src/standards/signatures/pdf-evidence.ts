/** What a signed PDF carries to be judged by later: its document security store (ISO 32000-2 section 12.8.4.3). */

import type { PdfDocument } from './pdf-document.ts'
import { decode_stream } from './pdf-streams.ts'
import { as_kind } from './pdf-values.ts'
import { no_evidence, type Evidence } from './revocation.ts'

const most_of_each = 50

/** Whoever put it in: each list and answer is signed by its authority, so it does not matter. */
export const evidence_in = (document: PdfDocument): Evidence => {
  const store = document.dict(document.root.entries.get('DSS'))
  if (!store) return no_evidence
  const bytes_of = (key: string): Uint8Array[] =>
    (document.array(store.entries.get(key)) ?? []).slice(0, most_of_each).flatMap((one) => {
      const stream = as_kind('stream', document.resolve(one))
      return stream ? [decode_stream(stream)] : []
    })
  return { crls: bytes_of('CRLs'), ocsps: bytes_of('OCSPs') }
}
