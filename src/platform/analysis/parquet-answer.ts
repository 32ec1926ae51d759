import { createReadStream, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fail } from '../../base/outcome/index.ts'
import type { OpenView } from './open-view.ts'
import { write_parquet } from './parquet.ts'

/** Each takes DuckDB's memory and a directory: a third caller comes back later. */
const runs_max = 2
let runs = 0

export type SentFile = { stream: Readable; bytes: number }

/** The finished file on its way; its directory goes when it was sent, or when nobody takes it any more. */
export const parquet_answer = async ({ view, parts }: OpenView): Promise<SentFile> => {
  if (runs >= runs_max) throw fail.unavailable(`Đang lập ${runs_max} tệp Parquet khác; hãy thử lại sau ít phút`)
  runs += 1
  const dir = await mkdtemp(join(tmpdir(), 'benhan-view-'))
  const clear = async (): Promise<void> => {
    runs -= 1
    await rm(dir, { recursive: true, force: true })
  }
  try {
    await write_parquet(parts, view.columns, dir, 'view.parquet')
    const path = join(dir, 'view.parquet')
    const stream = createReadStream(path)
    stream.once('close', () => void clear())
    return { stream, bytes: statSync(path).size }
  } catch (error) {
    await clear()
    throw error
  }
}
