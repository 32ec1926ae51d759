import { broken_part } from './broken.ts'

/** A file or directory of a tar archive (POSIX ustar, as PostgreSQL writes it). `bytes` must be read before the next entry. */
export type TarEntry = { name: string; is_directory: boolean; mode: number; size: number; bytes: AsyncIterable<Buffer> }

const block_bytes = 512

/** Takes exactly so many bytes, or all that is left. */
class Bytes {
  private readonly source: AsyncIterator<Buffer>
  private held: Buffer = Buffer.alloc(0)
  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]()
  }
  private async more(): Promise<boolean> {
    const { value, done } = await this.source.next()
    if (done) return false
    this.held = value
    return true
  }
  async *pass(count: number): AsyncGenerator<Buffer> {
    let left = count
    while (left > 0) {
      if (this.held.length === 0 && !(await this.more())) return
      const taken = this.held.subarray(0, left)
      this.held = this.held.subarray(taken.length)
      left -= taken.length
      if (taken.length > 0) yield taken
    }
  }
  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for await (const piece of this.pass(count)) pieces.push(piece)
    return Buffer.concat(pieces)
  }
}

const text_at = (block: Buffer, start: number, end: number): string => {
  const field = block.subarray(start, end)
  const stop = field.indexOf(0)
  return field.subarray(0, stop < 0 ? field.length : stop).toString('utf8')
}

/** Octal digits; above 8 GiB a binary number whose first bit is set. */
const number_at = (block: Buffer, start: number, end: number): number =>
  ((block[start] ?? 0) & 0x80) === 0
    ? Number.parseInt(text_at(block, start, end).trim() || '0', 8)
    : Number(BigInt(`0x${block.subarray(start + 4, end).toString('hex')}`))

const padding = (size: number): number => (block_bytes - (size % block_bytes)) % block_bytes

/** @param part how the archive is called when it ends too early */
export async function* read_tar(source: AsyncIterable<Buffer>, part: string): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source)
  for (;;) {
    const block = await bytes.take(block_bytes)
    if (block.length < block_bytes) throw broken_part(part, 'kết thúc giữa chừng')
    if (block.every((byte) => byte === 0)) break
    const [prefix, name] = [text_at(block, 345, 500), text_at(block, 0, 100)]
    const size = number_at(block, 124, 136)
    const kind = String.fromCharCode(block[156] ?? 0)
    const held = kind === '5' ? 0 : size
    const content = bytes.pass(held)
    yield {
      name: prefix === '' ? name : `${prefix}/${name}`,
      is_directory: kind === '5',
      mode: number_at(block, 100, 108),
      size: held,
      bytes: content,
    }
    for await (const unread of content) void unread
    await bytes.take(padding(held))
  }
  // What stands behind the end mark is read too: the last sealed piece must be seen.
  for await (const rest of bytes.pass(Number.MAX_SAFE_INTEGER)) void rest
}
