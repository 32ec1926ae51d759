import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { fail } from '../../base/outcome/index.ts'
import { client_class } from './leader.ts'

/**
 * A physical copy of a whole cluster over the streaming replication protocol: what pg_basebackup asks for, asked by us,
 * because the embedded PostgreSQL brings no such tool (PostgreSQL 18 documentation, 54.4 “Streaming Replication
 * Protocol”, BASE_BACKUP). The user must be allowed to replicate (superuser or REPLICATION) and pg_hba.conf let it.
 */
export type BaseBackup = {
  /** base.tar with the log that makes it consistent, then backup_manifest with a SHA-256 of every file. Taken in this order. */
  archives: AsyncGenerator<BackupArchive>
  close(): Promise<void>
}

export type BackupArchive = { name: 'base.tar' | 'backup_manifest'; bytes: Readable }

type Message = { chunk: Buffer }
type Waiting = { resolve(archive: BackupArchive | undefined): void; reject(error: Error): void }

const kind_archive = 'n'
const kind_manifest = 'm'
const kind_data = 'd'
const buffered_max_bytes = 4 * 1024 * 1024

/** What follows of the server's answer becomes streams, one after the other; whoever reads slowly slows the server. */
class CopyOut {
  private readonly text: string
  private readonly pause: (is_full: boolean) => void
  private readonly ready: (BackupArchive | undefined)[] = []
  private readonly waiting: Waiting[] = []
  private current: PassThrough | undefined
  private failure: Error | undefined
  private is_full = false
  constructor(text: string, pause: (is_full: boolean) => void) {
    this.text = text
    this.pause = pause
  }
  next(): Promise<BackupArchive | undefined> {
    const [archive] = this.ready
    if (this.ready.length > 0) {
      this.ready.shift()
      return Promise.resolve(archive)
    }
    if (this.failure) return Promise.reject(this.failure)
    return new Promise((resolve, reject) => void this.waiting.push({ resolve, reject }))
  }
  private offer(archive: BackupArchive | undefined): void {
    const waiting = this.waiting.shift()
    if (waiting) waiting.resolve(archive)
    else this.ready.push(archive)
  }
  private begin(name: BackupArchive['name']): void {
    this.current?.end()
    this.current = new PassThrough({ highWaterMark: buffered_max_bytes })
    this.offer({ name, bytes: this.current })
  }
  submit(connection: { query(text: string): void }): void {
    connection.query(this.text)
  }
  handleCopyData({ chunk }: Message): void {
    const kind = String.fromCharCode(chunk[0] ?? 0)
    if (kind === kind_archive) this.begin('base.tar')
    if (kind === kind_manifest) this.begin('backup_manifest')
    if (kind !== kind_data || !this.current) return
    const { current } = this
    // pg's parser uses its piece of memory again: the bytes are copied before it goes on.
    if (current.write(Buffer.from(chunk.subarray(1))) || this.is_full) return
    this.is_full = true
    this.pause(true)
    current.once('drain', () => {
      this.is_full = false
      this.pause(false)
    })
  }
  handleError(error: Error): void {
    this.failure = error
    this.current?.destroy(error)
    for (const { reject } of this.waiting.splice(0)) reject(error)
  }
  handleReadyForQuery(): void {
    this.current?.end()
    this.offer(undefined)
  }
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

async function* archives_of(copy: CopyOut): AsyncGenerator<BackupArchive> {
  for (let archive = await copy.next(); archive; archive = await copy.next()) {
    yield archive
    if (!archive.bytes.readableEnded) await once(archive.bytes, 'close')
  }
}

/** @param label stands in the copy's backup_label; made of our own words, never of a caller's */
export const open_base_backup = async (url: string, label: string): Promise<BaseBackup> => {
  const options = { connectionString: url, replication: 'database' }
  const client = new (client_class(url))(options)
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ spaces: number; version: number }>(
    `SELECT (SELECT count(*)::int FROM pg_tablespace) AS spaces, current_setting('server_version_num')::int AS version`,
  )
  const problem = refusal_of(rows[0])
  if (problem) {
    await client.end()
    throw fail.rule(problem)
  }
  const { stream } = client.connection
  const copy = new CopyOut(
    `BASE_BACKUP (LABEL '${label}', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
    (is_full) => void (is_full ? stream.pause() : stream.resume()),
  )
  client.connection.once('end', () => copy.handleError(new Error('PostgreSQL ended the copy before it was whole')))
  client.query(copy)
  return { archives: archives_of(copy), close: () => client.end() }
}

const own_spaces = 2
const version_min = 150_000

const refusal_of = (server: { spaces: number; version: number } | undefined): string | undefined => {
  if (!server || server.version < version_min) return 'Sao lưu vật lý cần PostgreSQL 15 trở lên'
  if (server.spaces > own_spaces)
    return 'Cụm PostgreSQL này có tablespace riêng; hãy sao lưu bằng pg_basebackup của chính nó'
  return undefined
}
