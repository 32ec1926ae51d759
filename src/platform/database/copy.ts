import pg from 'pg'
import { client_class } from './leader.ts'
import { refuse_unreplicated } from './unreplicated.ts'

/** The calls of pg's connection that COPY needs. */
type CopySide = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** COPY … FROM STDIN as pg's own queries are made: it is asked, sends its bytes, and ends with the server's answer. */
class CopyIn {
  private readonly text: string
  private readonly bytes: Buffer
  private readonly settle: (error: Error | undefined) => void
  constructor(text: string, bytes: Buffer, settle: (error: Error | undefined) => void) {
    this.text = text
    this.bytes = bytes
    this.settle = settle
  }
  submit(connection: pg.Connection): void {
    connection.query(this.text)
  }
  handleCopyInResponse(connection: CopySide): void {
    connection.sendCopyFromChunk(this.bytes)
    connection.endCopyFrom()
  }
  /** The last call after a refusal. */
  handleError(error: Error): void {
    this.settle(error)
  }
  handleReadyForQuery(): void {
    this.settle(undefined)
  }
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCopyData(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

/** A connection that stands in one facility and may COPY into its parts (role benhan_import, db/migrations/0140_bulk.sql). */
export type Loader = {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[], name?: string): Promise<Row[]>
  /** Rows as copy_rows makes them. */
  copy(part: { table: 'resource' | 'measure'; columns: string }, rows: Buffer): Promise<void>
  close(): Promise<void>
}

export const open_loader = async (url: string, facility: string): Promise<Loader> => {
  const settings = [
    'role=benhan_import',
    'timezone=UTC',
    'statement_timeout=60000',
    'enable_seqscan=off',
    'work_mem=32MB',
  ]
  const options = settings.map((one) => `-c ${one}`).join(' ')
  const client = new (client_class(url))({ connectionString: url, options })
  // A connection that breaks between two statements fails the next one; unheard, the event would end the process.
  client.on('error', () => undefined)
  refuse_unreplicated(client)
  await client.connect()
  await client.query("SELECT set_config('benhan.facility', $1, false)", [facility])
  return {
    async query<Row>(text: string, values: unknown[] = [], name?: string) {
      return (await client.query({ text, values, ...(name === undefined ? {} : { name }) })).rows as Row[]
    },
    copy: ({ table, columns }, rows) =>
      new Promise((done, failed) => {
        const part = `record.${pg.escapeIdentifier(`${table}_${facility}`)}`
        const text = `COPY ${part} (${columns}) FROM STDIN (FORMAT binary)`
        client.query(new CopyIn(text, rows, (error) => (error ? failed(error) : done())))
      }),
    close: () => client.end(),
  }
}
