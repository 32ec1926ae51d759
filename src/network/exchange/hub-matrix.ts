import { compactVerify, createLocalJWKSet, errors } from 'jose'
import { Failure } from '../../base/outcome/index.ts'
import { group, list, one_of, read_shape, text, whole } from '../../base/shapes/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { is_object, text_of } from '../../standards/fhir/index.ts'
import { destinations, rulings } from '../gate/contract.ts'
import { matrix_type, rulings_of_copy, type Rulings, type ToldRule } from '../gate/index.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import type { HubLink } from './link.ts'
import type { Office } from './office.ts'

/** What the Sở rules stricter counts here within so many minutes. */
const fresh_s = 600

type Told = { edition: number; rules: ToldRule[] }

const told_shape = group<Told>('ma trận của trục', {
  edition: whole('số lời'),
  rules: list(
    'lời',
    group<ToldRule>('lời', {
      ...{ label: text('nhãn', 20), destination: one_of('nơi đến', [...destinations]) },
      ...{ ruling: one_of('phán quyết', [...rulings]), valid_from: text('ngày', 10), source: text('nguồn', 500) },
    }),
    10_000,
  ),
})

/** @throws HubRefuses what the hub did not sign, or signed as something else */
const verify = async (jws: string, office: Office, hub: Hub): Promise<Told> => {
  const keys = await office.keys_of(hub)
  if (!keys) throw new HubRefuses(0, 'trục chưa công bố khóa công khai')
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys))
    if (protectedHeader.typ !== matrix_type) throw new HubRefuses(0, 'chữ ký không phải của ma trận')
    const said: unknown = JSON.parse(new TextDecoder().decode(payload))
    const { edition, rules } = is_object(said) ? said : {}
    return read_shape(told_shape, { edition, rules })
  } catch (error) {
    if (error instanceof Failure || error instanceof SyntaxError)
      throw new HubRefuses(0, `ma trận của trục không đọc được: ${error.message}`)
    if (error instanceof errors.JOSEError) throw new HubRefuses(0, 'chữ ký của trục trên ma trận không đúng')
    throw error
  }
}

const fetch_told = async (office: Office, hub: Hub): Promise<Told & { jws: string }> => {
  const path = `${hub.link.base_url}/lien-thong/matrix`
  const said = (await hub.ask({ method: 'GET', path, headers: { accept: 'application/json' } })).json()
  const jws = is_object(said) ? text_of(said['matrix']) : undefined
  if (jws === undefined) throw new HubRefuses(0, 'trục không trả lời ma trận')
  return { ...(await verify(jws, office, hub)), jws }
}

type Row = { edition: number; rules: ToldRule[]; read_at: Date | null; tried_at: Date; problem: string }

const find_row = async (sql: Sql, facility: string): Promise<Row | undefined> =>
  (
    await sql.query<Row>(
      `SELECT m.edition, m.rules, m.read_at, m.tried_at, m.problem FROM exchange.hub_matrix AS m
         JOIN exchange.hub_link AS l ON l.facility = m.facility AND l.base_url = m.base_url WHERE m.facility = $1`,
      [facility],
    )
  ).rows[0]

/** By what this house judges sensitivity now, with or without the hub. */
export const find_rulings = async (sql: Sql, facility: string): Promise<Rulings> => {
  const row = await find_row(sql, facility)
  return rulings_of_copy(row?.read_at ? { rules: row.rules, read_at: row.read_at } : undefined, new Date())
}

type CopyState = { edition: number; read_at: Date | null; problem: string }

/** For the administrator: which edition, and when it was read. */
export const view_matrix_copy = async (sql: Sql, facility: string): Promise<CopyState | undefined> =>
  find_row(sql, facility)

const keep = (sql: Sql, { facility, base_url }: HubLink, { edition, rules, jws }: Told & { jws: string }) =>
  sql.query(
    `INSERT INTO exchange.hub_matrix (facility, base_url, edition, rules, jws, read_at)
     VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT (facility) DO UPDATE SET base_url = $2, edition = $3, rules = $4,
       jws = $5, read_at = now(), tried_at = now(), problem = ''`,
    [facility, base_url, edition, JSON.stringify(rules), jws],
  )

/** What was read of this hub before stays; of another hub it is none of this one's word. */
const keep_problem = (sql: Sql, { facility, base_url }: HubLink, problem: string) =>
  sql.query(
    `INSERT INTO exchange.hub_matrix AS m (facility, base_url, problem) VALUES ($1, $2, $3)
     ON CONFLICT (facility) DO UPDATE SET base_url = $2, problem = $3, tried_at = now(),
       read_at = CASE WHEN m.base_url = $2 THEN m.read_at END`,
    [facility, base_url, problem.slice(0, 500)],
  )

/**
 * Reads the hub's matrix when the copy is old. A hub that has none to give, or signs it wrongly, leaves the copy as it is and
 * the reason beside it: after a day the stricter of it and the shipped one counts. @throws HubAway, HubForbids
 */
export const refresh_matrix = async (office: Office, hub: Hub, link: HubLink): Promise<void> => {
  const { facility } = link
  const known = await office.database.in_facility(facility, (sql) => find_row(sql, facility))
  if (known && Date.now() - known.tried_at.getTime() < fresh_s * 1_000) return
  try {
    const told = await fetch_told(office, hub)
    await office.database.in_facility(facility, (sql) => keep(sql, link, told))
  } catch (error) {
    if (!(error instanceof HubRefuses)) throw error
    await office.database.in_facility(facility, (sql) => keep_problem(sql, link, error.message))
  }
}
