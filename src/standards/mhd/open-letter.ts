import { errors, flattenedDecrypt, importJWK, type FlattenedJWE, type JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import type { Submission } from '../documents/index.ts'
import { is_object, list_of, object_of, text_of } from '../fhir/index.ts'
import { closed_again_as, content_algorithm, key_algorithm } from './close-letter.ts'
import { read_provide_bundle } from './read-provide-bundle.ts'

const refuse = (why: string) => fail.value(`Không mở được bản mã hóa: ${why}`, 'encrypted')

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

type Read = { whole: Record<string, unknown>; recipients: Record<string, unknown>[] }

/** JSON serialization, general or flattened, or the compact one: what a stranger's library writes. */
const read_jwe = (bytes: Uint8Array): Read => {
  const compact = Buffer.from(bytes).toString('latin1').trim().split('.')
  if (compact.length === 5) {
    const [header, encrypted_key, iv, ciphertext, tag] = compact
    return { whole: { protected: header, iv, ciphertext, tag }, recipients: [{ encrypted_key }] }
  }
  const json = parse(bytes)
  if (!is_object(json) || text_of(json['ciphertext']) === undefined) throw refuse('không phải JWE (RFC 7516)')
  const { recipients, header, encrypted_key, ...whole } = json
  return { whole, recipients: recipients === undefined ? [{ header, encrypted_key }] : list_of(recipients) }
}

const header_of = (encoded: unknown): Record<string, unknown> =>
  object_of(parse(Buffer.from(text_of(encoded) ?? '', 'base64url'))) ?? {}

const text_fields = (of: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof of[name] === 'string' ? [[name, of[name]]] : [])))

const flattened = ({ whole }: Read, own: Record<string, unknown>): FlattenedJWE => {
  const { ciphertext = '', ...more } = text_fields(whole, ['protected', 'iv', 'ciphertext', 'tag', 'aad'])
  const header = object_of(own['header'])
  const shared = object_of(whole['unprotected'])
  return {
    ...{ ...more, ciphertext, ...text_fields(own, ['encrypted_key']) },
    ...(header ? { header } : {}),
    ...(shared ? { unprotected: shared } : {}),
  }
}

const names_of_keys = (jwe: Read): { own: Record<string, unknown>; kid: string | undefined }[] => {
  const shared = { ...header_of(jwe.whole['protected']), ...object_of(jwe.whole['unprotected']) }
  return jwe.recipients.map((own) => ({ own, kid: text_of({ ...shared, ...object_of(own['header']) }['kid']) }))
}

/** By which keys it can be opened, as its headers say to everybody; empty: it is not closed. @throws 422 no JWE */
export const keys_closed_for = ({ parts }: Pick<Submission, 'parts'>): string[] => {
  const closed = parts.find(({ kind }) => kind === 'encrypted')
  return closed ? names_of_keys(read_jwe(closed.bytes)).flatMap(({ kid }) => kid ?? []) : []
}

/** Which of ours it was closed for; a name that is not ours is no key of ours. */
const choose_key = (jwe: Read, keys: readonly JWK[]): { own: Record<string, unknown>; key: JWK } => {
  for (const { own, kid } of names_of_keys(jwe)) {
    const key = keys.find((one) => one.kid === kid && kid !== undefined)
    if (key) return { own, key }
  }
  throw refuse('bản này được mã hóa bằng khóa không phải của cơ sở ta; nơi gửi cần lấy khóa mới công bố rồi gửi lại')
}

const decrypt = async (jwe: Read, keys: readonly JWK[]): Promise<Uint8Array> => {
  const { own, key } = choose_key(jwe, keys)
  const protected_header = header_of(jwe.whole['protected'])
  // What is packed before it is encrypted may unpack to anything (RFC 8725 §3.6).
  if ('zip' in protected_header) throw refuse('không nhận nội dung nén (zip)')
  try {
    const { plaintext } = await flattenedDecrypt(flattened(jwe, own), await importJWK(key, key_algorithm), {
      keyManagementAlgorithms: [key_algorithm, 'ECDH-ES'],
      contentEncryptionAlgorithms: [content_algorithm],
    })
    return plaintext
  } catch (error) {
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error
    throw refuse('nội dung đã bị thay đổi, hoặc không mã hóa bằng khóa này')
  }
}

const same_person = (one: Submission['person'], other: Submission['person']): boolean => {
  const numbers = ({ identifiers }: Submission['person']) =>
    identifiers.map(({ system, value }) => `${system}|${value}`).toSorted()
  return (
    one.name === other.name &&
    one.birth_date === other.birth_date &&
    JSON.stringify(numbers(one)) === JSON.stringify(numbers(other))
  )
}

/** What stands on the envelope, and was read by who carried it, against what was closed in it. */
const envelope_faults = (outer: Submission, inner: Submission): string[] => [
  ...(inner.sender === outer.sender ? [] : ['nơi gửi']),
  ...(inner.kind === outer.kind ? [] : ['loại văn bản']),
  ...([inner.parts[0].identity, closed_again_as(inner)].includes(outer.parts[0].identity) ? [] : ['mã văn bản']),
  ...(inner.replaces === outer.replaces ? [] : ['bản được thay thế']),
  ...(Date.parse(inner.created_at) === Date.parse(outer.created_at) ? [] : ['thời điểm lập']),
  ...(same_person(inner.person, outer.person) ? [] : ['người bệnh']),
]

export const is_closed = ({ parts }: Submission): boolean => parts.some(({ kind }) => kind === 'encrypted')

/**
 * The letter as its sender made it, out of the envelope. To be verified as one that came openly; the recipients are those
 * it was delivered to.
 * @param keys private, every one that ever was ours
 * @throws 422 closed for others, changed, or of another envelope
 */
export const open_letter = async (outer: Submission, keys: readonly JWK[]): Promise<Submission> => {
  const closed = outer.parts.find(({ kind }) => kind === 'encrypted')
  if (!closed) throw refuse('không có phần mã hóa')
  const jwe = read_jwe(closed.bytes)
  const bundle = parse(await decrypt(jwe, keys))
  const { submission } = read_provide_bundle(bundle)
  const { iss, sub } = header_of(jwe.whole['protected'])
  const faults = envelope_faults(outer, submission)
  if (iss !== undefined && iss !== submission.sender) faults.push('nơi gửi (đầu JWE)')
  if (sub !== undefined && sub !== outer.parts[0].identity) faults.push('mã văn bản (đầu JWE)')
  if (faults.length > 0) throw fail.value(`Nội dung mã hóa khác phong bì ở: ${faults.join(', ')}`, 'encrypted')
  return { ...submission, recipients: outer.recipients }
}
