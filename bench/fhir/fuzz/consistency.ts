import pg from 'pg'
import { index_row } from '../../../src/platform/records/index-row.ts'
import { is_object, parse_exact, type Resource } from '../../../src/standards/fhir/index.ts'

/** Each question names what must not be there; an empty answer is right. `$1` is the facility of the fuzz. */
const questions: readonly [name: string, text: string][] = [
  [
    'versions without a gap, as many as the resource says',
    `SELECT r.type, r.id, r.version, count(v.version) AS kept FROM record.resource r
       LEFT JOIN record.version v USING (facility, type, id)
     GROUP BY r.facility, r.type, r.id, r.version
     HAVING count(v.version) <> r.version - 1 OR (count(v.version) > 0 AND (min(v.version) <> 1 OR max(v.version) <> r.version - 1))`,
  ],
  [
    'no version of a resource that is not there',
    'SELECT type, id FROM record.version v WHERE NOT EXISTS (SELECT FROM record.resource r WHERE (r.facility, r.type, r.id) = (v.facility, v.type, v.id))',
  ],
  [
    'time goes forward in every history',
    `SELECT * FROM (SELECT type, id, version, updated_at, lag(updated_at) OVER (PARTITION BY facility, type, id ORDER BY version) AS before
       FROM (SELECT facility, type, id, version, updated_at FROM record.resource UNION ALL SELECT facility, type, id, version, updated_at FROM record.version) AS state) AS seen
     WHERE updated_at <= before`,
  ],
  [
    'every body is JSON for PostgreSQL too, and says its own id and version',
    `SELECT type, id FROM (SELECT * FROM (SELECT type, id, version, deleted, body FROM record.resource UNION ALL SELECT type, id, version, deleted, body FROM record.version) AS state OFFSET 0) AS state
     WHERE NOT deleted AND (body::jsonb ->> 'id' <> id OR body::jsonb ->> 'resourceType' <> type OR body::jsonb #>> '{meta,versionId}' <> version::text)`,
  ],
  [
    'what is deleted is found by nothing',
    `SELECT type, id FROM record.resource r WHERE deleted AND (terms <> '{}' OR words IS NOT NULL OR code IS NOT NULL
       OR EXISTS (SELECT FROM record.measure m WHERE (m.facility, m.type, m.id) = (r.facility, r.type, r.id)))`,
  ],
  [
    'no measure of nothing',
    'SELECT DISTINCT type, id FROM record.measure m WHERE NOT EXISTS (SELECT FROM record.resource r WHERE (r.facility, r.type, r.id) = (m.facility, m.type, m.id))',
  ],
  [
    'one audit line for each version',
    `SELECT state.type, state.id, state.version, count(e.id) AS lines
     FROM (SELECT facility, type, id, version, author FROM record.resource UNION ALL SELECT facility, type, id, version, author FROM record.version) AS state
     LEFT JOIN audit.event e ON e.facility = state.facility AND e.action IN ('C', 'U', 'D') AND e.outcome = 0
       AND e.ref = state.type || '/' || state.id || '/_history/' || state.version
     WHERE state.facility = $1 AND state.author <> 'setup' GROUP BY 1, 2, 3 HAVING count(e.id) <> 1`,
  ],
  [
    'no audit line of a version that is not there',
    `SELECT e.ref FROM audit.event e WHERE e.facility = $1 AND e.action IN ('C', 'U', 'D') AND e.outcome = 0 AND e.ref ~ '/_history/\\d+$'
       AND NOT EXISTS (SELECT FROM record.resource r WHERE r.facility = e.facility AND e.ref = r.type || '/' || r.id || '/_history/' || r.version)
       AND NOT EXISTS (SELECT FROM record.version v WHERE v.facility = e.facility AND e.ref = v.type || '/' || v.id || '/_history/' || v.version)`,
  ],
  [
    'every write is of the one facility',
    'SELECT DISTINCT facility FROM record.resource WHERE facility <> $1 AND author = $2',
  ],
  [
    'nobody holds a lock or an open transaction',
    `SELECT pid, state, left(query, 200) AS query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'
     UNION ALL SELECT pid, 'advisory lock', '' FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  ],
]

type IndexColumns = {
  type: string
  id: string
  patient: string | null
  code: string | null
  terms: string
  words: string | null
  measures: number
  body: string
}

const lexeme = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

const ids_of = (terms: readonly string[]): string => [...new Set(terms)].sort().join()

/** The index beside each body is the one the body gives now. */
const wrong_indexes = async (client: pg.Client, facility: string): Promise<string[]> => {
  const { rows } = await client.query<IndexColumns>(
    `SELECT type, id, patient, code::text, terms::text, words::text, body,
       (SELECT count(*)::int FROM record.measure m WHERE (m.facility, m.type, m.id) = (r.facility, r.type, r.id)) AS measures
     FROM record.resource r WHERE facility = $1 AND NOT deleted`,
    [facility],
  )
  const wrong: string[] = []
  for (const row of rows) {
    const value = parse_exact(row.body)
    if (!is_object(value)) continue
    const made = index_row({ ...value, resourceType: row.type } as Resource)
    const { rows: same } = await client.query<{ same: boolean }>(
      'SELECT $1::tsvector::text IS NOT DISTINCT FROM $2 AS same',
      [made.words.length === 0 ? null : made.words.map(lexeme).join(' '), row.words],
    )
    const fits = made.patient === row.patient && made.code === row.code && made.measures.length === row.measures
    if (!fits || !same[0]?.same || ids_of(made.terms) !== ids_of(row.terms.slice(1, -1).split(',').filter(Boolean)))
      wrong.push(`${row.type}/${row.id}`)
  }
  return wrong
}

/** @param url of the database, as its owner @returns what is not as it should be; [] when everything is */
export const find_inconsistencies = async (url: string, facility: string, author: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found: string[] = []
    for (const [name, text] of questions) {
      const values = [facility, author].slice(
        0,
        Math.max(0, ...[...text.matchAll(/\$(\d)/g)].map((match) => Number(match[1]))),
      )
      const { rows } = await client.query<Record<string, unknown>>(text, values)
      if (rows.length > 0) found.push(`${name}: ${rows.length} not so, e.g. ${JSON.stringify(rows[0])}`)
    }
    const wrong = await wrong_indexes(client, facility)
    if (wrong.length > 0)
      found.push(`indexed as the body says: ${wrong.length} not so, e.g. ${wrong.slice(0, 3).join(', ')}`)
    return found
  } finally {
    await client.end()
  }
}
