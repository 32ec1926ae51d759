import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type Written = { path: string; bytes: number; sha256: string }

/** A file below `dir`, its sum taken as it is written; for its owner alone. */
export const write_file = async (
  dir: string,
  path: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<Written> => {
  const whole = join(dir, path)
  mkdirSync(dirname(whole), { recursive: true, mode: 0o700 })
  const digest = createHash('sha256')
  let bytes = 0
  await pipeline(
    Readable.from(pieces),
    async function* (source: AsyncIterable<string | Uint8Array>) {
      for await (const piece of source) {
        const part = typeof piece === 'string' ? Buffer.from(piece) : piece
        digest.update(part)
        bytes += part.length
        yield part
      }
    },
    createWriteStream(whole, { mode: 0o600, flags: 'wx' }),
  )
  return { path, bytes, sha256: digest.digest('hex') }
}
