/** Signing a PDF: make room, hash everything but the room, put the CMS in. Earlier bytes are never touched. */

import { Failure, fail } from '../../base/outcome/index.ts'
import { write_cms } from './cms-writer.ts'
import type { Timestamper } from './cms-writer.ts'
import { sha256 } from './digest.ts'
import { guard_pdf, open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { byte_range_room, make_room } from './pdf-placeholder.ts'
import type { SignaturePlace, SignatureText } from './pdf-placeholder.ts'
import { append_revision } from './pdf-update.ts'
import type { SigningProvider } from './provider.ts'

export type PdfSigningWish = SignaturePlace &
  SignatureText & {
    provider: SigningProvider
    timestamp?: Timestamper | undefined
    /** Room for the CMS. 20 000 holds a public CA's chain and a timestamp token. */
    reserved_bytes?: number | undefined
  }

/** A certification that forbids every change (DocMDP with P 1, ISO 32000-2 section 12.8.2.2) leaves no room to sign. */
const check_permission = (document: PdfDocument): void => {
  const certification = document.dict(document.dict(document.root.entries.get('Perms'))?.entries.get('DocMDP'))
  for (const reference of document.array(certification?.entries.get('Reference')) ?? []) {
    const parameters = document.dict(document.dict(reference)?.entries.get('TransformParams'))
    if (document.resolve(parameters?.entries.get('P')) === 1)
      throw fail.conflict('Tài liệu đã được chứng thực và cấm mọi thay đổi, không ký thêm được')
  }
}

/** Where the room is: looked for only inside the signature dictionary just written. */
const find_room = (bytes: Buffer, from: number) => {
  const range_at = bytes.indexOf(byte_range_room, from, 'latin1')
  const start = bytes.indexOf('/Contents <', from, 'latin1') + '/Contents '.length
  return { range_at, start, end: bytes.indexOf('>', start, 'latin1') + 1 }
}

const prepare = (pdf: Uint8Array, wish: PdfSigningWish) =>
  guard_pdf(() => {
    const document = open_pdf(pdf)
    check_permission(document)
    const room = make_room(document, wish, wish, wish.reserved_bytes ?? 20_000)
    const revision = append_revision(document, room.objects)
    const bytes = Buffer.from(revision.bytes)
    const { range_at, start, end } = find_room(bytes, revision.placed.get(room.signature)?.offset ?? 0)
    const range = `[0 ${start} ${end} ${bytes.length - end}`
    bytes.write(`${range.padEnd(byte_range_room.length - 1)}]`, range_at, 'latin1')
    return { bytes, start, end }
  })

export const sign_pdf = async (pdf: Uint8Array, wish: PdfSigningWish): Promise<Uint8Array> => {
  const { bytes, start, end } = prepare(pdf, wish)
  const digest = sha256(bytes.subarray(0, start), bytes.subarray(end))
  const cms = await write_cms(digest, {
    provider: wish.provider,
    signed_at: wish.signed_at,
    with_signing_time: false,
    timestamp: wish.timestamp,
  })
  if (cms.length * 2 > end - start - 2) throw new Failure(500, fail.invalid('Chỗ dành cho chữ ký quá nhỏ').issues)
  bytes.write(Buffer.from(cms).toString('hex'), start + 1, 'latin1')
  return bytes
}
