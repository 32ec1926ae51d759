import type { Sql } from '../../platform/database/index.ts'
import { keys_closed_for } from '../../standards/mhd/index.ts'
import type { DeliveryAt } from './dead-letters.ts'
import type { Office } from './office.ts'

type Row = { parts: { kind: 'pdf' | 'encrypted' }[]; key_id: string; bytes: Buffer }

/** The names of the keys a letter was closed by, which the hub may read; undefined: it is open. To be asked as its sender. */
const keys_of_letter = async (
  sql: Sql,
  { cipher }: Office,
  { recipient, number }: DeliveryAt,
): Promise<string[] | undefined> => {
  const { rows } = await sql.query<Row>(
    `SELECT s.parts, c.key_id, c.bytes FROM hub.delivery AS d
     JOIN hub.submission AS s ON s.person = d.person AND s.number = d.number
     JOIN hub.content AS c ON c.person = d.person AND c.number = d.number AND c.part = 0
     WHERE d.recipient = $1 AND d.number = $2 AND s.parts -> 0 ->> 'kind' = 'encrypted'`,
    [recipient, number],
  )
  const [row] = rows
  if (!row) return undefined
  const bytes = cipher.open(row.key_id, row.bytes, `${number}/0`)
  const part = { kind: 'encrypted', identity: '', content_type: '', title: '', bytes } as const
  return keys_closed_for({ parts: [part] })
}

/** Whether a house can open it: by a key of its own, or of a house it took over, that it has shown here. */
export const can_open = async (sql: Sql, office: Office, at: DeliveryAt, house: string): Promise<boolean> => {
  const wanted = await keys_of_letter(sql, office, at)
  if (wanted === undefined) return true
  const { rows } = await sql.query('SELECT FROM hub.encryption_key WHERE facility = $1 AND kid = ANY ($2)', [
    ...[house, wanted],
  ])
  return rows.length > 0
}
