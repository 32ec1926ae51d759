import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from '../database/index.ts'

const life_min = 10

const digest_of = (token: string): Buffer => createHash('sha256').update(token).digest()

export type BindingToken = { token: string; expires_at: Date }

/** A token that stands for some subscriptions on a socket, which can send no Authorization header. Only its digest is kept. */
export const issue_binding_token = async (
  sql: Sql,
  facility: string,
  subscriptions: string[],
): Promise<BindingToken> => {
  const token = `${facility}.${randomBytes(32).toString('base64url')}`
  const { rows } = await sql.query<{ expires_at: Date }>(
    `INSERT INTO record.binding_token (facility, digest, subscriptions, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(mins => ${life_min})) RETURNING expires_at`,
    [facility, digest_of(token), subscriptions],
  )
  return { token, expires_at: rows[0]?.expires_at ?? new Date() }
}

export const facility_of_token = (token: string): string => token.slice(0, Math.max(0, token.lastIndexOf('.')))

/** What the token stands for; undefined when it is not ours or too old. */
export const find_binding = async (sql: Sql, facility: string, token: string): Promise<string[] | undefined> =>
  (
    await sql.query<{ subscriptions: string[] }>(
      'SELECT subscriptions FROM record.binding_token WHERE facility = $1 AND digest = $2 AND expires_at > now()',
      [facility, digest_of(token)],
    )
  ).rows[0]?.subscriptions
