/** A hub with 130 facilities × 3 years of daily counts, put past its doors, with the Sở signed in. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { build_programme } from '../../demo/index.ts'
import { start_hub_server } from '../../src/apps/hub/listen.ts'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { put_programme, read_programme } from '../../src/network/deployment/index.ts'
import { put_account, put_facility } from '../../src/platform/access/index.ts'
import { free_port, migrate, open_database, start_embedded } from '../../src/platform/database/index.ts'
import { ensure_facility_certificate } from '../../src/platform/signing/index.ts'
import { fill_registers } from './fill-registers.ts'

export type Province = {
  base: string
  cookie: string
  today: string
  /** Of the database, past its walls. */
  owner: pg.Client
  close(): Promise<void>
}

const code = '24SYT'

/** Each day its totals and seven kinds; one in forty lacks something. */
const days_sql = `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, late, refused, delivered, received, opened, seen_at,
    state, missing, gaps, is_fresh)
  SELECT f.code, d::date, k, said, now(), n - lacks, n / 50, n / 100, n / 3, n / 4, n / 5, now(),
    CASE WHEN lacks > 0 THEN 'gap' ELSE 'whole' END, lacks,
    CASE WHEN lacks > 0 AND k <> '' THEN jsonb_build_array(jsonb_build_object('facility', f.code, 'day', d::date, 'kind', k,
      'what', 'missing', 'count', lacks, 'says', '[]'::jsonb)) ELSE '[]' END, false
  FROM hub.facility AS f, generate_series($1::date, $2::date, interval '1 day') AS d,
    unnest(ARRAY['', 'health-book', 'transfer-letter', 'reexam-letter', 'lab-result', 'imaging-report', 'prescription', 'record']) AS k,
    LATERAL (SELECT 100 + abs(hashtext(f.code || d || k)) % 400 AS n,
      CASE WHEN abs(hashtext(d || k || f.code)) % 40 = 0 THEN 3 ELSE 0 END AS lacks) AS one,
    LATERAL (SELECT CASE k WHEN '' THEN jsonb_build_object('visits', n, 'admissions', n / 9, 'discharges', n / 9, 'transfers', 2, 'claims', NULL)
      ELSE jsonb_build_object('due', n, 'excused', 0, 'made', n, 'sent', n - lacks, 'overdue', 0) END AS said) AS two
  WHERE f.kind = 'hospital'`

const counts_sql = `
  INSERT INTO hub.counter_line (facility, sequence, taken_at) SELECT code, 9000, now() FROM hub.facility WHERE kind = 'hospital';
  INSERT INTO hub.day_refusal (facility, day, kind, class, count)
    SELECT facility, day, kind, 'security', refused FROM hub.day_count WHERE refused > 2 AND kind <> '';
  INSERT INTO hub.counter_report (facility, sequence, digest, jws, counted_at, days, is_walked)
    SELECT code, n, n::text, '', now() - n * interval '1 hour', jsonb_build_array(jsonb_build_object('day',
      (now() - n * interval '1 hour')::date, 'figures', '{"health-book":{"due":5,"sent":5}}'::jsonb)), true
    FROM hub.facility, generate_series(1, 1500) AS n WHERE kind = 'hospital'`

/** Everybody is somewhere on the way: steps, money of three sources and years, sixty papers each. */
const plans_sql = `
  INSERT INTO deployment.member (facility, programme, place, joined_on)
    SELECT code, 'bg-2025', row_number() OVER (ORDER BY code), current_date - 1000 FROM hub.facility WHERE kind = 'hospital';
  INSERT INTO deployment.milestone (facility, programme, step, due, percent)
    SELECT m.facility, 'bg-2025', s ->> 'step', (s ->> 'due')::date, abs(hashtext(m.facility || (s ->> 'step'))) % 4 * 30
    FROM deployment.member AS m, hub.programme AS g, jsonb_array_elements(g.steps) AS s;
  INSERT INTO deployment.progress (facility, programme, step, day, percent, evidence, said_by)
    SELECT m.facility, 'bg-2025', s ->> 'step', current_date - i * 60, i * 10, 'Biên bản số ' || i, 'x'
    FROM deployment.member AS m, hub.programme AS g, jsonb_array_elements(g.steps) AS s, generate_series(1, 6) AS i;
  INSERT INTO deployment.budget (facility, programme, year, source, dong)
    SELECT m.facility, 'bg-2025', y, s, 1000000000 FROM deployment.member AS m, generate_series(2025, 2027) AS y, unnest(ARRAY['province', 'district', 'own']) AS s;
  INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
    SELECT m.facility, 'e' || i, 'document', '{"paper": "apt-plan"}', CASE WHEN i = 1 THEN 'submitted' ELSE 'approved' END, 'x', 'x'
    FROM deployment.member AS m, generate_series(1, 60) AS i;
  INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
    SELECT m.facility, 'd' || i, 'difficulty', '{"problem": "Thiếu người phụ trách CNTT"}', 'submitted', 'x', 'x'
    FROM deployment.member AS m, generate_series(1, 2) AS i;
  INSERT INTO hub.facility_state (code, from_day, ownership, sort, recorded_by)
    SELECT facility, current_date - 1000, 'public', (ARRAY['general', 'centre', 'station'])[1 + place % 3], 'x' FROM deployment.member;
  INSERT INTO deployment.reminder (facility, rule, about, due, told, words, day)
    SELECT facility, 'step-very-late', 'step/' || i, current_date - i, CASE WHEN i < 3 THEN 'oversight' ELSE 'facility' END, 'Bước quá hạn', current_date - i
    FROM deployment.member, generate_series(1, 40) AS i;
  INSERT INTO deployment.plan (facility, programme, version, state, milestones, written_by, submitted_at)
    SELECT facility, programme, 1, CASE WHEN place % 10 = 0 THEN 'submitted' ELSE 'approved' END, '[]', 'x', now() FROM deployment.member;
  UPDATE deployment.budget SET planned_dong = dong, contracted_dong = dong / 2;
  SELECT hub.count_programme('bg-2025', current_date - 1000, current_date)`

const put_people = async (url: string, password: string): Promise<void> => {
  const database = open_database(url, { connections_max: 1 })
  await database.in_site(async (sql) => {
    await put_facility(sql, { code, name: 'Trục', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code, name: 'Trục' })
    const account = { id: 'so', facility: code, username: 'so', name: 'Chuyên viên', title: '', role: 'oversight' }
    await put_account(sql, { ...account, practitioner: 'so', department: null, password })
    await put_programme(sql, read_programme(build_programme(1_095)), 'bench')
  })
  await database.close()
}

const sign_in = async (base: string, password: string): Promise<string> => {
  const answer = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'so', password }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Facilities in the directory, their days of counts, plans and money: past the doors, as they lie after years. */
export const fill_province = async (
  owner: pg.Client,
  facilities: number,
  days: number,
  today: string,
): Promise<void> => {
  await owner.query(
    `INSERT INTO hub.facility (code, name, kind, membership)
     SELECT lpad((10000 + i)::text, 5, '0'), 'Bệnh viện số ' || i, 'hospital', 'approved' FROM generate_series(1, $1::integer) AS i`,
    [facilities],
  )
  await owner.query(days_sql, [shift_days(today, 1 - days), today])
  await owner.query(counts_sql)
  await owner.query(plans_sql)
  await owner.query('VACUUM ANALYZE')
}

export const start_province = async (facilities: number, days: number): Promise<Province> => {
  const password = randomBytes(12).toString('hex')
  const today = local_date(new Date())
  const dir = mkdtempSync(join(tmpdir(), 'benhan-bench-'))
  const postgres = await start_embedded(dir)
  await postgres.create_database('hub')
  const url = postgres.url('hub')
  await migrate(url)
  await put_people(url, password)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await fill_province(owner, facilities, days, today)
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`
  const site = await start_hub_server({
    ...{ database_url: url, base_url: base, port, code, content_keys: [{ id: 'bench', key: randomBytes(32) }] },
  })
  const cookie = await sign_in(base, password)
  const ask = async (path: string): Promise<unknown> => (await fetch(base + path, { headers: { cookie } })).json()
  await fill_registers(owner, ask, today)
  await owner.query('VACUUM ANALYZE')
  return {
    ...{ base, today, owner, cookie },
    async close() {
      await owner.end()
      await site.close()
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
