import { open, mkdtemp, rmdir, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Texts laid aside in the order they came, one a line, on disk and not in memory. The file has no name: nobody else
 * finds it, and it is gone with this process, however that ends.
 */
export type Spool = {
  count: number
  put(texts: string[]): Promise<void>
  /** All of them in their order, about a megabyte at a time. */
  read(): AsyncGenerator<string[]>
  close(): Promise<void>
}

const piece_bytes = 1_024 * 1_024

export const open_spool = async (): Promise<Spool> => {
  const dir = await mkdtemp(join(tmpdir(), 'benhan-import-'))
  const path = join(dir, 'lines')
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  await rmdir(dir)
  let length = 0
  const spool: Spool = {
    count: 0,
    async put(texts) {
      if (texts.length === 0) return
      spool.count += texts.length
      const bytes = Buffer.from(`${texts.join('\n')}\n`)
      const at = length
      length += bytes.length
      await file.write(bytes, 0, bytes.length, at)
    },
    async *read() {
      let begun: Buffer[] = []
      for (let at = 0; at < length;) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(piece_bytes), 0, piece_bytes, at)
        if (bytesRead === 0) return
        at += bytesRead
        const piece = buffer.subarray(0, bytesRead)
        const end = piece.lastIndexOf(10)
        if (end >= 0) {
          yield Buffer.concat([...begun, piece.subarray(0, end)])
            .toString()
            .split('\n')
          begun = []
        }
        begun.push(piece.subarray(end + 1))
      }
    },
    close: () => file.close(),
  }
  return spool
}
