import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { broken_part } from './broken.ts'

/**
 * A part of a copy as sealed pieces of one mebibyte: AES-256-GCM, the nonce a count of the piece and whether it is the
 * last, so that none can be changed, left out, doubled or cut off unseen (the STREAM construction: Hoang, Reyhanitabar,
 * Rogaway, Vizár, CRYPTO 2015; age uses it too). Each part has a key of its own, so that counts may begin anew.
 */
const head = Buffer.from('BENHAN-SAO-LUU-1\n')
const piece_bytes = 1024 * 1024
const tag_bytes = 16
const nonce_bytes = 12
const cipher_name = 'aes-256-gcm'

export const part_key = (file_key: Buffer, part: string): Buffer =>
  Buffer.from(hkdfSync('sha256', file_key, Buffer.alloc(0), `benhan-backup/1 ${part}`, 32))

const nonce_of = (piece: number, is_last: boolean): Buffer => {
  const nonce = Buffer.alloc(nonce_bytes)
  nonce.writeBigUInt64BE(BigInt(piece), 3)
  nonce[nonce_bytes - 1] = is_last ? 1 : 0
  return nonce
}

/** Pieces of `size` bytes, the last one shorter, perhaps empty; each told whether it is the last. */
async function* cut(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ piece: Buffer; is_last: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    held.push(chunk)
    length += chunk.length
    if (length <= size) continue
    let bytes = Buffer.concat(held)
    for (; bytes.length > size; bytes = bytes.subarray(size)) yield { piece: bytes.subarray(0, size), is_last: false }
    held = [bytes]
    length = bytes.length
  }
  yield { piece: Buffer.concat(held), is_last: true }
}

export async function* seal(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  yield head
  let count = 0
  for await (const { piece, is_last } of cut(source, piece_bytes)) {
    const cipher = createCipheriv(cipher_name, key, nonce_of(count++, is_last))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

const open_piece = (sealed: Buffer, key: Buffer, count: number, is_last: boolean): Buffer | undefined => {
  if (sealed.length < tag_bytes) return undefined
  const decipher = createDecipheriv(cipher_name, key, nonce_of(count, is_last))
  decipher.setAuthTag(sealed.subarray(sealed.length - tag_bytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tag_bytes)), decipher.final()])
  } catch {
    return undefined
  }
}

async function* without_head(source: AsyncIterable<Buffer>, part: string): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of source) {
    if (!start) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < head.length) continue
    if (!start.subarray(0, head.length).equals(head)) break
    yield start.subarray(head.length)
    start = undefined
  }
  if (start) throw broken_part(part, 'không phải bản sao lưu của phần mềm này, hoặc phần đầu đã hỏng')
}

/** What was sealed. @throws a Failure that names the part and the first piece that is not what was written */
export async function* open_sealed(source: AsyncIterable<Buffer>, key: Buffer, part: string): AsyncGenerator<Buffer> {
  let count = 0
  for await (const { piece, is_last } of cut(without_head(source, part), piece_bytes + tag_bytes)) {
    const opened = open_piece(piece, key, count, is_last)
    const at = head.length + count * (piece_bytes + tag_bytes)
    if (!opened) throw broken_part(part, `mảnh thứ ${count + 1} (từ byte ${at}) đã bị thay đổi hoặc bị cắt`)
    count += 1
    yield opened
  }
}
