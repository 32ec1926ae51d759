import { createHash, randomBytes } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { find_client } from '../access/index.ts'
import { insert_events, type Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'

export type Launch = {
  client_id: string
  account: string
  patient: string | null
  encounter: string | null
  intent: string | null
}

const life_min = 10
const digest_of = (launch: string): Buffer => createHash('sha256').update(launch).digest()

/**
 * Opens an app from the chart (EHR launch): only for this person and this app, once.
 * @returns the address to open, with `iss` and `launch`
 */
export const begin_launch = async (
  database: Database,
  caller: Caller,
  wish: Launch,
  fhir_base: string,
): Promise<string> => {
  const client = await find_client(database, wish.client_id)
  if (!client?.launch_uri || client.facility !== caller.facility)
    throw fail.not_found('Không có ứng dụng này tại cơ sở, hoặc ứng dụng không mở được từ bệnh án')
  const launch = randomBytes(24).toString('base64url')
  await database.in_facility(caller.facility, async (sql) => {
    await sql.query(
      `INSERT INTO smart.launch (digest, facility, client_id, account, patient, encounter, intent, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8))`,
      [
        ...[digest_of(launch), caller.facility, wish.client_id, wish.account],
        ...[wish.patient, wish.encounter, wish.intent, life_min],
      ],
    )
    const act = { action: 'E', interaction: 'app-launch', type: 'Client', ref: wish.client_id } as const
    await insert_events(sql, [{ caller, act: { ...act, patient: wish.patient } }])
  })
  const url = new URL(client.launch_uri)
  url.searchParams.set('iss', fhir_base)
  url.searchParams.set('launch', launch)
  return url.href
}

/** A launch that was not used yet; undefined when there is none for this app. */
export const find_launch = async (
  database: Database,
  launch: string,
  client_id: string,
): Promise<Launch | undefined> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Launch>(
      `SELECT client_id, account, patient, encounter, intent FROM smart.launch
       WHERE digest = $1 AND client_id = $2 AND used_at IS NULL AND expires_at > now()`,
      [digest_of(launch), client_id],
    ),
  )
  return rows[0]
}

/** @returns whether this was the first use */
export const use_launch = async (sql: Sql, launch: string): Promise<boolean> => {
  const { row_count } = await sql.query(
    'UPDATE smart.launch SET used_at = now() WHERE digest = $1 AND used_at IS NULL AND expires_at > now()',
    [digest_of(launch)],
  )
  return row_count === 1
}
