import type { Failure } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Office } from './office.ts'

type About = { caller: Caller; document?: string; kind?: string; recipients?: string[]; received: Uint8Array }

const insert_sql = `INSERT INTO hub.refusal (sender, state, document, kind, code, reason, size, key_id, bytes, recipients)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const log = (sql: Sql, { caller, document, kind }: About, outcome: 4 | 8, detail: string): Promise<void> => {
  const act = { action: 'C', interaction: 'ITI-65', type: 'DocumentReference', outcome } as const
  return insert_events(sql, [{ caller, act: { ...act, ref: document ?? '', detail: `${kind ?? ''}: ${detail}` } }])
}

const words_of = (failure: Failure): { code: string; reason: string } => ({
  code: failure.issues[0]?.code ?? 'processing',
  reason: failure.message.slice(0, 2_000),
})

/** Refused at the door: the sender has the reason in its answer and its paper at home; here it is counted. */
export const note_refusal = async (office: Office, about: About, failure: Failure): Promise<void> => {
  const { caller, document, kind, received } = about
  const { code, reason } = words_of(failure)
  await office.database.in_facility(caller.facility, async (sql) => {
    await sql.query(insert_sql, [
      ...[caller.facility, 'refused', document ?? null, kind ?? null, code, reason, received.length, null, null],
      about.recipients ?? [],
    ])
    await log(sql, about, 4, reason)
  })
}

/** Taken into custody, as received: somebody at the hub has to decide, then it goes on from here or back. */
export const hold = async (office: Office, about: About, why: Failure): Promise<void> => {
  const { caller, document, kind, received } = about
  const { code, reason } = words_of(why)
  await office.database.in_facility(caller.facility, async (sql) => {
    // Sent several times at once it is one letter in custody: one after the other looks whether it is there.
    const name = `hub.refusal ${caller.facility} ${document ?? ''}`
    await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
    const known = await sql.query("SELECT 1 FROM hub.refusal WHERE sender = $1 AND document = $2 AND state = 'held'", [
      caller.facility,
      document ?? '',
    ])
    if (known.row_count > 0) return
    const closed = office.cipher.close(received, `held/${document ?? ''}`)
    await sql.query(insert_sql, [
      ...[caller.facility, 'held', document ?? null, kind ?? null, code, reason, received.length],
      ...[closed.key_id, closed.bytes, about.recipients ?? []],
    ])
    await log(sql, about, 4, reason)
  })
}
