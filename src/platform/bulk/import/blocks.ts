import type { Refusal } from './block.ts'

export const block_bytes = 1_024 * 1_024

export type Chunk = { first_line: number; bytes: Uint8Array<ArrayBuffer> }

/** The bytes joined in a buffer of their own, which may be handed to another thread. */
const joined = (parts: Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(new ArrayBuffer(length))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const count_newlines = (bytes: Uint8Array): number => {
  let found = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) found += 1
  return found
}

const too_long = (line: number, line_bytes_max: number): Refusal => ({
  line,
  ref: undefined,
  issues: [
    {
      severity: 'error',
      code: 'too-long',
      message: `Dòng này dài hơn ${Math.floor(line_bytes_max / 1_024 / 1_024)} MB`,
    },
  ],
})

type Pile = { parts: Uint8Array[]; length: number }
const pile = (): Pile => ({ parts: [], length: 0 })
const put = (on: Pile, part: Uint8Array): void => {
  if (part.length === 0) return
  on.parts.push(part)
  on.length += part.length
}

/**
 * Cuts a stream into chunks of whole lines. At most one chunk and one line are in memory; a line longer than allowed is
 * passed over and refused by its number.
 */
export async function* chunks_of(
  source: AsyncIterable<Uint8Array>,
  line_bytes_max: number,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<Chunk> {
  let [whole, tail] = [pile(), pile()]
  let [first_line, is_skipping] = [1, false]
  const take = ({ parts, length }: Pile): Chunk => {
    const chunk = { first_line, bytes: joined(parts, length) }
    first_line += count_newlines(chunk.bytes)
    return chunk
  }
  for await (const piece of source) {
    const begin = is_skipping ? piece.indexOf(10) + 1 : 0
    if (is_skipping && begin === 0) continue
    if (is_skipping) [first_line, is_skipping] = [first_line + 1, false]
    const end = piece.lastIndexOf(10) + 1
    if (end > begin) {
      for (const part of tail.parts) put(whole, part)
      put(whole, piece.subarray(begin, end))
      tail = pile()
    }
    put(tail, piece.subarray(Math.max(begin, end)))
    const is_too_long = tail.length > line_bytes_max
    if (whole.length >= block_bytes || (is_too_long && whole.length > 0)) {
      yield take(whole)
      whole = pile()
    }
    if (!is_too_long) continue
    refuse(too_long(first_line, line_bytes_max))
    ;[tail, is_skipping] = [pile(), true]
  }
  for (const part of tail.parts) put(whole, part)
  if (whole.length > 0) yield take(whole)
}
