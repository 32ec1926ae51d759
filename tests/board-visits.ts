import pg from 'pg'
import { make_link_key, put_link } from '../src/network/exchange/index.ts'
import { member_client_id, member_scope } from '../src/network/membership/index.ts'
import { put_client } from '../src/platform/access/index.ts'
import type { Database } from '../src/platform/database/index.ts'
import type { TestHub } from './test-hub.ts'

/** A way to the hub by a key of the facility's own, as reports need it. */
export const link_by_key = async (
  hub: TestHub,
  database: Database,
  facility: string,
  base = hub.base,
): Promise<void> => {
  const { private_jwk, public_jwk } = await make_link_key()
  const client_id = `${member_client_id(facility)}-so-lieu`
  const client = { client_id, facility, name: `Máy chủ ${facility}`, scope: member_scope }
  await put_client(hub.site.database, { ...client, jwks: { keys: [public_jwk] } })
  await database.in_facility(facility, (sql) =>
    put_link(sql, { facility, base_url: base, client_id, secret: null, private_jwk }),
  )
}

export type VisitWish = { facility: string; day: string; count: number; name?: string }

/** Visits that ended on a day, each with its page in the outbox, taken by the hub: as they lie after a busy day. */
export const put_visits = async (url: string, { facility, day, count, name = 'v' }: VisitWish): Promise<void> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const values = [facility, day, count, name]
  await owner.query('SELECT record.open_facility($1)', [facility])
  await owner.query(
    `INSERT INTO record.resource (facility, type, id, version, indexed, updated_at, author, patient, clinical_at, clinical_end,
       terms, body)
     SELECT $1, 'Encounter', $4 || '-' || $2 || '-' || i, 1, 1, now(), 'test', 'p' || i % 500, at, at + interval '1 hour 1 second',
       ARRAY[record.term('Encounter.status=finished'), record.term('Encounter.class=AMB')],
       jsonb_build_object('resourceType', 'Encounter', 'id', $4 || '-' || $2 || '-' || i, 'status', 'finished',
         'class', jsonb_build_object('code', 'AMB'), 'period', jsonb_build_object('start', at, 'end', at + interval '1 hour'))::text
     FROM generate_series(1, $3::integer) AS i, LATERAL (
       SELECT ($2::date + time '07:00' + i % 30000 * interval '1 second') AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at) AS moment`,
    values,
  )
  await owner.query(
    `INSERT INTO health_book.publication (facility, about, patient, encounter, ended_at, state, document, made_at)
     SELECT facility, 'Encounter/' || id, patient, id, clinical_end, 'posted', 'urn:' || id, now() FROM record.resource
     WHERE facility = $1 AND type = 'Encounter' AND id LIKE $2`,
    [facility, `${name}-${day}-%`],
  )
  await owner.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, patient, encounter, about,
       posted_by, posted_name, posted_at, state, taken_at)
     SELECT facility, 'o-' || id, 'urn:s:' || id, 'urn:' || id, '', 'urn:' || id, 'health-book', 'Sổ',
       jsonb_build_object('created_at', clinical_end, 'period', jsonb_build_object('end', body::jsonb #>> '{period,end}')),
       patient, id, 'Encounter/' || id, 'test', 'test', clinical_end, 'taken', clinical_end
     FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id LIKE $2`,
    [facility, `${name}-${day}-%`],
  )
  await owner.query('ANALYZE exchange.outgoing, health_book.publication, record.resource')
  await owner.end()
}
