import pg from 'pg'
import { identifier_system } from '../../src/standards/fhir/index.ts'

/** Personal ID of the i-th person: men born 1950–1999, a million of each birth year at most. */
export const cccd_of = (i: number): string =>
  `0240${50 + Math.floor(i / 1_000_000)}${String(i % 1_000_000).padStart(6, '0')}`

/** As the directory writes her itself, the order of the keys too: a letter that tells nothing new changes nothing. */
const person_sql = `INSERT INTO hub.person (id, version, body, folded, birth_date, facility)
  SELECT 'p-' || i, 1, json_build_object('names', json_build_array('Người Thử ' || i),
      'birth_date', (1950 + i / 1000000) || '-01-01', 'gender', 'male',
      'identifiers', json_build_array(json_build_object('system', $3::text, 'value',
        '0240' || (50 + i / 1000000) || lpad((i % 1000000)::text, 6, '0'), 'facility', '24500', 'stands', true)),
      'phones', '[]'::json, 'kin', '[]'::json),
    '|nguoi thu ' || i || '|', (1950 + i / 1000000) || '-01-01', '24500'
  FROM generate_series($1::bigint, $2::bigint) AS i`

const identifier_sql = `INSERT INTO hub.person_identifier (system, value, person, stands, facility)
  SELECT $3, '0240' || (50 + i / 1000000) || lpad((i % 1000000)::text, 6, '0'), 'p-' || i, true, '24500'
  FROM generate_series($1::bigint, $2::bigint) AS i`

const uuid = (salt: string): string =>
  `'urn:uuid:' || overlay(overlay(overlay(overlay(md5('${salt}' || i) placing '-' from 9 for 0) placing '-' from 14 for 0) placing '-' from 19 for 0) placing '-' from 24 for 0)`

const part = (kind: string, size: number): string =>
  `jsonb_build_object('identity', ${uuid(kind)}, 'kind', '${kind}', 'content_type', 'application/pdf', 'title', 'Phiếu chuyển', 'size', ${size}, 'sha256', md5('${kind}' || i) || md5(i || '${kind}'))`

/** Spread over the year's first 300 days. */
const issued = "timestamptz '2026-01-01' + i % 300 * interval '1 day'"

/** Entries as taking leaves them, without their bytes: nobody opens these. */
const entry_sql = `WITH one AS (
    SELECT i, 'p-' || (i * 7919 % $3::bigint) AS person, $4::text[] AS codes FROM generate_series($1::bigint, $2::bigint) AS i
  ), papers AS (
    INSERT INTO hub.submission (person, number, sender, recipients, document, identity, kind, created_at, taken_at, digest,
      about, parts, verdict, receipt)
    SELECT person, i, codes[1 + i % 10], ARRAY[codes[1 + (i + 3) % 10]], ${uuid('d')}, ${uuid('s')},
      (ARRAY['transfer-letter', 'lab-result', 'health-book', 'prescription'])[1 + i % 4],
      ${issued}, ${issued}, decode(md5(i::text), 'hex'),
      jsonb_build_object('title', 'Phiếu chuyển', 'author', jsonb_build_object('name', 'BS. Thử', 'identifiers', '[]'::jsonb),
        'person', jsonb_build_object('name', 'Người Thử', 'identifiers', '[]'::jsonb)),
      jsonb_build_array(${part('pdf', 60_000)}, ${part('fhir', 9_000)}, ${part('seal', 1_500)}),
      jsonb_build_object('valid', true), jsonb_build_object('hop', 'taken', 'jws', repeat('x', 900))
    FROM one RETURNING person, number, sender, recipients, document, kind, taken_at
  ), names AS (
    INSERT INTO hub.identity (sender, document, digest, person, number)
    SELECT sender, document, '\\x00', person, number FROM papers
  )
  INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, state, posted, told, requested_at)
  SELECT recipients[1], number, sender, person, kind, document, '{"title":"Phiếu chuyển"}', 'completed', true, 'completed', taken_at
  FROM papers`

const batch = 100_000
const sides = 2

/** From the first to the last number, two batches at a time. */
const in_batches = async (
  url: string,
  [first, last]: [number, number],
  fill: (side: pg.Client, range: [from: number, to: number]) => Promise<void>,
): Promise<void> => {
  let next = first
  const work = async (): Promise<void> => {
    const side = new pg.Client({ connectionString: url })
    await side.connect()
    await side.query('SET synchronous_commit = off; SET work_mem = "256MB"')
    for (let from = next; from <= last; from = next) {
      next = from + batch
      await fill(side, [from, Math.min(from + batch - 1, last)])
    }
    await side.end()
  }
  await Promise.all(Array.from({ length: sides }, work))
}

/** Brings the hub to so many persons and entries, past its doors. Who is there already stays. */
export const fill_hub = async (
  url: string,
  codes: string[],
  wish: { persons: number; entries: number },
  note: (text: string) => void,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const count = async (table: string): Promise<number> =>
    Number((await client.query<{ count: string }>(`SELECT count(*) FROM hub.${table}`)).rows[0]?.count ?? 0)
  const [persons, entries] = [await count('person_identifier'), (await count('submission')) + 1]
  await in_batches(url, [persons, wish.persons - 1], async (side, range) => {
    await side.query(person_sql, [...range, identifier_system.cccd])
    await side.query(identifier_sql, [...range, identifier_system.cccd])
    note(`${range[1]} persons`)
  })
  await in_batches(url, [entries, wish.entries], async (side, range) => {
    await side.query(entry_sql, [...range, wish.persons, codes])
    note(`${range[1]} entries`)
  })
  await client.query("SELECT setval('hub.submission_serial', greatest((SELECT max(number) FROM hub.submission), 1))")
  // What lies here was counted long ago: the monitor walks over what comes from now on.
  await client.query(
    "UPDATE hub.board_walk SET position = (SELECT max(number) FROM hub.submission), seen_at = now() WHERE name <> 'refusal'",
  )
  await client.query('VACUUM ANALYZE hub.person, hub.person_identifier, hub.submission, hub.identity, hub.delivery')
  await client.query('CHECKPOINT')
  await client.end()
}
