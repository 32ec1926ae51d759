import {
  compose_document,
  content_types,
  document_bytes,
  seal_document,
  uuid_urn_of,
  type DocumentInput,
  type Part,
  type Submission,
} from '../../../standards/documents/index.ts'
import { sha256_hex, type SigningProvider } from '../../../standards/signatures/index.ts'

export type PartsWish = {
  facility: string
  /** What it is made of: names it for ever, with its round. */
  about: string
  round: number
  pdf: Uint8Array
  input: Omit<DocumentInput, 'identity' | 'pdf'>
  provider: SigningProvider
}

/** The three parts of a document that travels: paper, data bound to it, the facility's seal over the data (decision 0024). */
export const make_parts = async (wish: PartsWish): Promise<{ identity: string; parts: Submission['parts'] }> => {
  const { facility, about, round, pdf, input, provider } = wish
  const sha256 = sha256_hex(pdf)
  const name = (what: string): string => uuid_urn_of(facility, about, String(round), sha256, what)
  const part = (kind: Part['kind'], title: string, bytes: Uint8Array): Part => ({
    ...{ kind, identity: name(kind), content_type: content_types[kind], title, bytes },
  })
  const { title } = input
  const paper = { identity: name('pdf'), sha256, size: pdf.length, title }
  const data = document_bytes(compose_document({ ...input, identity: name('fhir'), pdf: paper }))
  const seal = await seal_document(data, provider, new Date())
  return {
    identity: name('sending'),
    parts: [
      part('pdf', title, pdf),
      part('fhir', `${title} (dữ liệu)`, data),
      part('seal', `${title} (chữ ký cơ sở)`, seal),
    ],
  }
}
