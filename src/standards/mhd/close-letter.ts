import { GeneralEncrypt, type JWK } from 'jose'
import {
  content_types,
  document_kinds,
  format_codes,
  import_public_key,
  uuid_urn_of,
  type Part,
  type Submission,
} from '../documents/index.ts'
import { write_provide_bundle } from './write-provide-bundle.ts'

/** RFC 7518 §4.6 and §5.3: the one pair every JOSE library has. */
export const key_algorithm = 'ECDH-ES+A256KW'
export const content_algorithm = 'A256GCM'

/** What of a letter is read by who carries it. */
export const envelope_of = (
  { period: _period, context: _context, ...letter }: Submission,
  parts: Submission['parts'],
): Submission => ({
  ...letter,
  ...{ title: document_kinds[letter.kind].name, parts },
})

/**
 * The name under which a document travels that was closed before, for others: one name stands for one content for ever, and
 * another closing is another content. It follows from the document and the sending, so that the receiver can check it.
 */
export const closed_again_as = ({ parts, identity }: Pick<Submission, 'parts' | 'identity'>): string =>
  uuid_urn_of(parts[0].identity, 'closed-again', identity)

/**
 * A letter that only its receivers can read: JWE (RFC 7516, JSON serialization, one wrapped key for each receiver) over
 * the same ITI-65 message that would travel openly. The envelope keeps what carries it: whose it is, of which kind, from
 * whom to whom, which sensitivity; sender and document stand in the protected header, so that it fits no other envelope.
 * The sender's seal over the bytes is still to be put beside it.
 * @param again closed before for other receivers
 */
export const close_letter = async (letter: Submission, keys: readonly JWK[], again = false): Promise<Submission> => {
  const identity = again ? closed_again_as(letter) : letter.parts[0].identity
  const plain = Buffer.from(JSON.stringify(write_provide_bundle(letter)))
  const jwe = new GeneralEncrypt(plain).setProtectedHeader({
    ...{ enc: content_algorithm, typ: 'JOSE+JSON', cty: 'fhir+json' },
    ...{ iss: letter.sender, sub: identity },
  })
  for (const key of keys)
    jwe
      .addRecipient(await import_public_key(key))
      .setUnprotectedHeader({ alg: key_algorithm, ...(key.kid ? { kid: key.kid } : {}) })
  const bytes = Buffer.from(JSON.stringify(await jwe.encrypt()))
  const part: Part = {
    ...{ kind: 'encrypted', identity, content_type: content_types.encrypted, bytes },
    title: format_codes.encrypted.display,
  }
  return envelope_of(letter, [part])
}
