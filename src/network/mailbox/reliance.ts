import { fail } from '../../base/outcome/index.ts'
import { group, read_shape, text } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import type { Office } from './office.ts'
import { add_recipients, find_known, type Known } from './take-again.ts'

type Reliance = { sender: string; document: string }

/** Who goes by the old version, though nobody sent it to them; they go by the new one from now on. */
export const hand_on_reliance = async (
  sql: Sql,
  sender: string,
  { from, to }: { from: number; to: number },
): Promise<string[]> =>
  (
    await sql.query<{ recipient: string }>(
      `INSERT INTO hub.reliance (sender, number, recipient, said_at)
       SELECT sender, $3, recipient, said_at FROM hub.reliance WHERE sender = $1 AND number = $2
       ON CONFLICT DO NOTHING RETURNING recipient`,
      [sender, from, to],
    )
  ).rows.map(({ recipient }) => recipient)

/** Whoever was never shown a paper of this person, and was sent none of these, cannot go by it. */
const was_shown = (office: Office, caller: Caller, { person, number }: Known): Promise<boolean> =>
  office.database.in_facility(caller.facility, async (sql) => {
    const { rows } = await sql.query(
      `SELECT FROM hub.disclosure WHERE recipient = $1 AND person = ANY ($2)
       UNION ALL SELECT FROM hub.delivery WHERE recipient = $1 AND number = $3 LIMIT 1`,
      [caller.facility, await office.known_as(sql, person), number],
    )
    if (rows.length === 0) return false
    const act = { action: 'C', interaction: 'reliance', type: 'DocumentReference', ref: `List/${number}` } as const
    await insert_events(sql, [{ caller, act: { ...act, patient: person, detail: 'dùng kết quả này thay xét nghiệm' } }])
    return true
  })

type Row = { recipients: string[]; replaced_by: string | null }

/** Written down. Whoever corrects takes the same row before he looks who goes by it: neither misses the other. */
const rely_on = async (
  sql: Sql,
  { facility, sender, person, number }: Known & { facility: string; sender: string },
): Promise<Row> => {
  const { rows } = await sql.query<Row>(
    'SELECT recipients, replaced_by FROM hub.submission WHERE person = $1 AND number = $2 FOR UPDATE',
    [person, number],
  )
  const [row] = rows
  if (!row) throw new Error(`hub.submission ${number} is not there`)
  await sql.query('INSERT INTO hub.reliance (sender, number, recipient) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    sender,
    number,
    facility,
  ])
  return row
}

/** What has come after it meanwhile is laid into its box. @returns identity of the newest, null where it is this one */
const follow = async (sql: Sql, facility: string, sender: string, first: Known): Promise<string | null> => {
  let newest: string | null = null
  for (let at: Known | undefined = first; at !== undefined;) {
    const { recipients, replaced_by } = await rely_on(sql, { ...at, facility, sender })
    if (at !== first && !recipients.includes(facility)) await add_recipients(sql, at, [facility], undefined)
    newest = replaced_by ?? newest
    at = replaced_by === null ? undefined : await find_known(sql, sender, replaced_by)
  }
  return newest
}

/**
 * A house says that it goes by a paper it was shown: corrections follow to it as to those it was sent to (SHARE-12, TT
 * 38/2024 Điều 4.2), whether or not its basis still holds. The same again changes nothing.
 * @throws 404 for a paper that is not there or that it was never shown
 */
export const note_reliance = async (
  office: Office,
  caller: Caller,
  { sender, document }: Reliance,
): Promise<{ replaced_by: string | null }> => {
  const known = await office.database.in_facility(sender, (sql) => find_known(sql, sender, document))
  if (!known || sender === caller.facility || !(await was_shown(office, caller, known)))
    throw fail.not_found('Trục không có tài liệu này cho cơ sở của bạn')
  // The rows are its sender's: only there they may be turned.
  const replaced_by = await office.database.in_facility(sender, (sql) => follow(sql, caller.facility, sender, known))
  office.poke()
  return { replaced_by }
}

const reliance_shape = group<Reliance>('tài liệu được dùng', {
  sender: text('cơ sở gửi', 20),
  document: text('mã tài liệu', 200),
})

/** POST /lien-thong/reliances {sender, document} → {replaced_by}: for members, by their token. */
export const reliance_route = (web: WebServer, office: Office): void => {
  web.app.post('/lien-thong/reliances', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.read')
    demand_need(caller, { right: 'r', type: 'DocumentReference' })
    const wish = read_shape(reliance_shape, body_of(request))
    return reply.code(201).send(await note_reliance(office, caller, wish))
  })
}
