import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes_with_ids } from '../routes-with-ids.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'
import { open_behind } from './behind.ts'

/** Hospital B knows, or guesses, the ids of hospital A. */
const running = await start_test_site()
const { owner } = await open_behind(running)
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const secret = 'Bí Mật Của A'

const patient = (await reception('POST', '/api/patients', registration({ name: secret.toLowerCase() }))).json[
  'id'
] as string
const { encounter, sheet } = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}
await doctor('PUT', `/api/sheets/${sheet}/draft`, {
  seen_revision: 0,
  base_version: 1,
  tab: 't',
  answers: clinical_answers,
})
assert.equal((await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })).status, 200)
const document = (await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 })).json[
  'document'
] as string
assert.ok(document)
await doctor('PUT', `/api/sheets/${sheet}/draft`, {
  seen_revision: 0,
  base_version: 2,
  tab: 't',
  answers: { ...clinical_answers, toan_than: secret },
})

const batch = (await doctor('POST', '/api/downtime/papers', { form: '36-BV2', count: 1, place: secret })).json[
  'batch'
] as string

/** What the database holds of A, text for text. */
const all_of_a = async (): Promise<string> => {
  const { rows } = await owner.query(`SELECT md5(string_agg(line, '|' ORDER BY line)) AS digest, count(*) FROM (
    SELECT r::text AS line FROM record.resource r WHERE facility = '24012' UNION ALL SELECT v::text FROM record.version v WHERE facility = '24012'
    UNION ALL SELECT d::text FROM chart.draft d WHERE facility = '24012' UNION ALL SELECT b::text FROM chart.bed_taken b WHERE facility = '24012'
    UNION ALL SELECT n::text FROM chart.number_series n WHERE facility = '24012' UNION ALL SELECT s.id || s.sha256 FROM signing.document s WHERE facility = '24012') AS a`)
  return JSON.stringify(rows[0])
}

type Row = {
  method: string
  route: string
  ids: Record<string, string>
  by: string
  body?: unknown
  query?: string
  status: number
}
const at_sheet = { id: sheet }
const at_stay = { id: encounter }
const discharge = { at: '2026-11-20T09:00', kind: '1', result: '1', main: { text: 'x', code: 'J18.1' } }

/** Letters, prescriptions, what leaves the house: a letter that lies at A, a code that is A's. */
const incoming = 'thu-cua-a'
await running.site.database.in_facility('24012', (sql) =>
  sql.query(
    `INSERT INTO exchange.incoming (facility, id, document, digest, kind, title, sender, head, created_at, verdict, checks)
     VALUES ('24012', $1, 'urn:uuid:x', 'x', 'transfer-letter', 'Bí Mật', '01929', $2, now(), 'good', '{"issues":[],"signatures":[]}')`,
    [incoming, JSON.stringify({ person: { identifiers: [], name: 'Bí Mật' }, recipients: ['24012'], labels: [] })],
  ),
)
await running.site.database.in_facility('24012', (sql) =>
  sql.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, posted_by, posted_name)
     VALUES ('24012', $1, 'urn:uuid:y', 'urn:uuid:y', 'y', 'urn:uuid:y', 'transfer-letter', 'Bí Mật', '{}', 'x', 'x')`,
    [incoming],
  ),
)
await running.site.database.in_facility('24012', (sql) =>
  sql.query(
    `INSERT INTO it_level.assessment (facility, id, as_of, kind, criteria, answers, level, made_at, made_name)
     VALUES ('24012', $1, '2026-11-20', 'self', 'TT54/2017', '[]', 0, now(), 'Bí Mật')`,
    [incoming],
  ),
)
const at_letter = { id: incoming }
const at_visit = { encounter }
const code = '24012aaaaaaa-C'

const outside_rows: Row[] = [
  { method: 'GET', route: '/api/exchange/incoming/:id', ids: at_letter, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'GET', route: '/api/exchange/letters/:id/parts/:position', ids: { id: incoming, position: '0' } },
    ...{ by: 'doctor.b', status: 404 },
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/match', ids: at_letter, by: 'reception.b', status: 404 },
    body: { patient },
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/put-back', ids: at_letter, by: 'reception.b', status: 404 },
    body: {},
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/register', ids: at_letter, by: 'reception.b', status: 404 },
    body: registration({ name: 'người lạ' }),
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/accept', ids: at_letter, by: 'reception.b', status: 404 },
    body: {},
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/finish', ids: at_letter, by: 'reception.b', status: 404 },
    body: {},
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/confirm-trust', ids: at_letter, by: 'reception.b' },
    ...{ body: {}, status: 404 },
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/decline', ids: at_letter, by: 'reception.b', status: 404 },
    body: { reason: 'x' },
  },
  {
    ...{ method: 'POST', route: '/api/exchange/incoming/:id/arrive', ids: at_letter, by: 'reception.b', status: 404 },
    body: { encounter },
  },
  // A day is everybody's; what is listed under it is the asker's own.
  {
    ...{ method: 'GET', route: '/api/counters/:day/missing', ids: { day: '2026-11-20' } },
    ...{ by: 'director.b', status: 200 },
  },
  { method: 'GET', route: '/api/exchange/outgoing/:id', ids: at_letter, by: 'doctor.b', status: 404 },
  { method: 'POST', route: '/api/exchange/outgoing/:id/retry', ids: at_letter, by: 'doctor.b', body: {}, status: 404 },
  {
    ...{ method: 'POST', route: '/api/exchange/outgoing/:id/withdraw', ids: at_letter, by: 'doctor.b', status: 404 },
    body: { reason: 'x' },
  },
  {
    method: 'POST',
    route: '/api/rule-books/:book/read',
    ids: { book: 'thoi-han-gui' },
    by: 'doctor.b',
    body: {},
    status: 403,
  },
  {
    method: 'POST',
    route: '/api/rule-books/:book/editions',
    ids: { book: 'thoi-han-gui' },
    by: 'doctor.b',
    body: {},
    status: 403,
  },
  { method: 'GET', route: '/api/patients/:id/slips', ids: { id: patient }, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/patients/:id/slips/:slip/use', ids: { id: patient, slip: 'hen-x' } },
    ...{ by: 'reception.b', body: { encounter }, status: 404 },
  },
  { method: 'GET', route: '/api/timeline/:patient', ids: { patient }, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/timeline/:patient', ids: { patient }, by: 'doctor.b', status: 404 },
    body: { basis: 'emergency', reason: 'Hôn mê, cần tiền sử' },
  },
  {
    ...{ method: 'POST', route: '/api/timeline/:patient/bases/:id/end', ids: { patient, id: 'x' }, by: 'doctor.b' },
    ...{ body: {}, status: 404 },
  },
  {
    ...{ method: 'GET', route: '/api/timeline/:patient/documents/:id/sections', ids: { patient, id: '1-0' } },
    ...{ by: 'doctor.b', status: 422 },
  },
  {
    ...{ method: 'GET', route: '/api/timeline/:patient/documents/:id/pdf', ids: { patient, id: '1-0' } },
    ...{ by: 'doctor.b', status: 422 },
  },
  { method: 'GET', route: '/api/timeline/:patient/request-text', ids: { patient }, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'GET', route: '/api/timeline/:patient/request-sheet', ids: { patient }, by: 'doctor.b', status: 404 },
  },
  { method: 'POST', route: '/api/clients/:client/close', ids: { client: 'client' }, by: 'it_admin.b', status: 404 },
  { method: 'POST', route: '/api/clients/:client/open', ids: { client: 'client' }, by: 'it_admin.b', status: 404 },
  {
    ...{
      method: 'POST',
      route: '/api/timeline/:patient/requests/:id/confirm',
      ids: { patient, id: 'x' },
      by: 'doctor.b',
    },
    ...{ status: 404, body: { code: '123456' } },
  },
  {
    ...{ method: 'GET', route: '/api/timeline/:patient/requests/:id/paper', ids: { patient, id: 'x' }, by: 'doctor.b' },
    status: 404,
  },
  {
    ...{ method: 'POST', route: '/api/timeline/:patient/requests/:id/code', ids: { patient, id: 'x' }, by: 'doctor.b' },
    ...{ body: {}, status: 404 },
  },
  { method: 'GET', route: '/api/health-book/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/seen-on-phone/:patient', ids: { patient }, by: 'reception.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/seen-on-phone/:patient', ids: { patient }, by: 'reception.b', status: 404 },
    body: { encounter, what: 'Đơn thuốc' },
  },
  {
    ...{ method: 'POST', route: '/api/shared-results/:report/publish', ids: { report: 'khong-co' }, by: 'doctor.b' },
    ...{ body: {}, status: 404 },
  },
  {
    ...{ method: 'GET', route: '/api/shared-results/:report/publication', ids: { report: 'khong-co' }, by: 'doctor.b' },
    status: 404,
  },
  { method: 'GET', route: '/api/shared-results/taken/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/shared-results/taken/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
    body: { code: '22664-7', test: 'Urê', paper: '1-0' },
  },
  {
    ...{ method: 'POST', route: '/api/shared-results/taken/:encounter/:id/drop', ids: { ...at_visit, id: 'x' } },
    ...{ by: 'doctor.b', body: { reason: 'Không còn đúng' }, status: 404 },
  },
  {
    ...{ method: 'POST', route: '/api/shared-results/taken/:encounter/:id/seen', ids: { ...at_visit, id: 'x' } },
    ...{ by: 'doctor.b', status: 404 },
  },
  {
    ...{ method: 'POST', route: '/api/imaging-studies/:patient/:study', ids: { patient, study: '1.2.3' } },
    ...{ by: 'doctor.b', body: { paper: '1-0' }, status: 404 },
  },
  {
    ...{ method: 'GET', route: '/api/imaging-studies/:patient/:study', ids: { patient, study: '1.2.3' } },
    ...{ by: 'doctor.b', status: 404 },
  },
  {
    ...{ method: 'GET', route: '/api/orders/:encounter/slips/:slip/pdf', ids: { ...at_visit, slip: '26000001' } },
    ...{ by: 'doctor.b', status: 404 },
  },
  { method: 'GET', route: '/api/orders/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/orders/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
    body: { lines: [{ test: 'ure', priority: 'routine', reason: 'Suy thận', repeat_reason: '' }] },
  },
  {
    ...{ method: 'POST', route: '/api/orders/:encounter/:id/cancel', ids: { ...at_visit, id: 'x' }, by: 'doctor.b' },
    ...{ body: { reason: 'Không còn cần' }, status: 404 },
  },
  { method: 'GET', route: '/api/prescribing/:encounter', ids: at_visit, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'PUT', route: '/api/prescribing/:encounter/draft', ids: at_visit, by: 'doctor.b', status: 422 },
    body: {},
  },
  { method: 'DELETE', route: '/api/prescribing/:encounter/draft', ids: at_visit, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/prescribing/:encounter/preview', ids: at_visit, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/prescribing/:encounter/sign', ids: at_visit, by: 'doctor.b', status: 412 },
    body: { revision: 1 },
  },
  { method: 'GET', route: '/api/prescriptions/:code/lines', ids: { code }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/prescriptions/:code/pdf', ids: { code }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/prescriptions/:code/sold', ids: { code }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/prescriptions/:code/letter', ids: { code }, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'PUT', route: '/api/e-prescription-gateway/prescribers/:id', ids: { id: 'pr-doctor' } },
    ...{ by: 'it_admin.b', body: { code: 'BS-1' }, status: 404 },
  },
  { method: 'GET', route: '/api/it-level/assessments/:id', ids: at_letter, by: 'director.b', status: 404 },
  {
    ...{ method: 'PUT', route: '/api/it-level/declared/:criterion', ids: { criterion: 'T54-INF-1' }, by: 'doctor.b' },
    ...{ body: { answer: 'no' }, status: 403 },
  },
  { method: 'GET', route: '/api/dispensing/:code', ids: { code }, by: 'doctor.b', status: 403 },
  { method: 'POST', route: '/api/dispensing/:code', ids: { code }, by: 'doctor.b', body: {}, status: 422 },
  {
    ...{ method: 'POST', route: '/api/dispensing/:code/decline', ids: { code }, by: 'doctor.b', status: 403 },
    body: { reason: 'Hết thuốc' },
  },
  { method: 'POST', route: '/api/e-prescriptions/:id/told', ids: { id: 'x' }, by: 'doctor.b', body: {}, status: 403 },
  { method: 'POST', route: '/api/e-prescriptions/:id/again', ids: { id: 'x' }, by: 'doctor.b', body: {}, status: 404 },
  { method: 'GET', route: '/api/exchange/foreign-stays/:id', ids: at_stay, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/exchange/disclosed/:id', ids: { id: patient }, by: 'records_archive.b', status: 404 },
  { method: 'GET', route: '/api/exchange/letters/:id/package', ids: { id: incoming }, by: 'doctor.b', status: 404 },
  {
    ...{ method: 'POST', route: '/api/stays/:id/send-record', ids: at_stay, by: 'records_archive.b', status: 404 },
    body: { recipient: '01929', basis: 'transfer' },
  },
  { method: 'GET', route: '/api/stays/:id/package.zip', ids: at_stay, by: 'records_archive.b', status: 404 },
]

/** Every /api route with an id in it, asked by the role of B that may most. Lists of what is not there are empty. */
const table: Row[] = [
  { method: 'GET', route: '/api/patients/:id', ids: { id: patient }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/patients/:id/standing', ids: { id: patient }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/patients/:id/alike', ids: { id: patient }, by: 'records_archive.b', status: 404 },
  { method: 'GET', route: '/api/patients/:id/merge', ids: { id: patient }, by: 'records_archive.b', status: 404 },
  {
    method: 'POST',
    route: '/api/patients/:id/merge',
    ids: { id: patient },
    by: 'records_archive.b',
    body: { source: 'khong-co', reason: 'x', source_version: 1, target_version: 1 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/patients/:id/unmerge',
    ids: { id: patient },
    by: 'records_archive.b',
    body: { source: 'khong-co', reason: 'x' },
    status: 422,
  },
  {
    method: 'PUT',
    route: '/api/patients/:id',
    ids: { id: patient },
    by: 'doctor.b',
    body: { ...registration(), if_match: 1 },
    status: 404,
  },
  {
    method: 'GET',
    route: '/api/patients/:id/access-log',
    ids: { id: patient },
    by: 'head_of_department.b',
    status: 200,
  },
  {
    ...{ method: 'GET', route: '/api/authorize/:uid/plan', ids: { uid: 'a1b2c3' }, by: 'doctor.b', status: 404 },
  },
  {
    ...{ method: 'POST', route: '/api/authorize/:uid', ids: { uid: 'a1b2c3' }, by: 'doctor.b', status: 404 },
    body: { approve: true, scopes: ['patient/*.rs'], patient },
  },
  {
    ...{ method: 'POST', route: '/api/apps/:client/launch', ids: { client: 'client' }, by: 'doctor.b', status: 404 },
    body: { patient },
  },
  { method: 'DELETE', route: '/api/connections/:client', ids: { client: 'client' }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/departments/:id/beds', ids: { id: '24012-K03' }, by: 'doctor.b', status: 200 },
  { method: 'GET', route: '/api/wards/:department', ids: { department: '24012-K03' }, by: 'doctor.b', status: 200 },
  {
    method: 'POST',
    route: '/api/stays/:id/transfer',
    ids: at_stay,
    by: 'doctor.b',
    body: { department: '01929-K19', at: '2026-11-20T09:00' },
    status: 404,
  },
  { method: 'POST', route: '/api/stays/:id/discharge', ids: at_stay, by: 'doctor.b', body: discharge, status: 404 },
  {
    method: 'POST',
    route: '/api/stays/:id/sheets',
    ids: at_stay,
    by: 'doctor.b',
    body: { slug: '36-BV2' },
    status: 404,
  },
  { method: 'GET', route: '/api/chart/:id', ids: at_stay, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/sheets/:id', ids: at_sheet, by: 'doctor.b', status: 404 },
  {
    method: 'PUT',
    route: '/api/sheets/:id/draft',
    ids: at_sheet,
    by: 'doctor.b',
    body: { seen_revision: 1, base_version: 2, tab: 't', answers: { toan_than: 'B' } },
    status: 404,
  },
  { method: 'DELETE', route: '/api/sheets/:id/draft', ids: at_sheet, by: 'doctor.b', status: 404 },
  {
    method: 'POST',
    route: '/api/sheets/:id/complete',
    ids: at_sheet,
    by: 'doctor.b',
    body: { if_match: 2 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/sheets/:id/sign',
    ids: at_sheet,
    by: 'director.b',
    body: { slot: 'ky_giam_doc', if_match: 2 },
    status: 404,
  },
  { method: 'GET', route: '/api/sheets/:id/pages', ids: at_sheet, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/sheets/:id/pages/:index', ids: { id: sheet, index: '0' }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/sheets/:id/versions', ids: at_sheet, by: 'doctor.b', status: 404 },
  {
    method: 'GET',
    route: '/api/sheets/:id/versions/:old/compare/:new',
    ids: { id: sheet, old: '2', new: 'draft' },
    by: 'doctor.b',
    status: 404,
  },
  { method: 'GET', route: '/api/sheets/:id/letter-check', ids: at_sheet, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/sheets/:id/pdf', ids: at_sheet, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/documents/:id', ids: { id: document }, by: 'doctor.b', status: 404 },
  { method: 'GET', route: '/api/stays/:id/record.pdf', ids: at_stay, by: 'records_archive.b', status: 404 },
  { method: 'GET', route: '/api/stays/:id/export', ids: at_stay, by: 'records_archive.b', status: 404 },
  {
    method: 'PUT',
    route: '/api/places/departments/:id',
    ids: { id: '24012-K03' },
    by: 'it_admin.b',
    body: { name: 'B', if_match: 1 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/places/departments/:id/close',
    ids: { id: '24012-K03' },
    by: 'it_admin.b',
    body: { if_match: 1 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/places/departments/:id/reopen',
    ids: { id: '24012-K03' },
    by: 'it_admin.b',
    body: { if_match: 1 },
    status: 404,
  },
  {
    method: 'PUT',
    route: '/api/places/locations/:id',
    ids: { id: '24012-G11' },
    by: 'it_admin.b',
    body: { name: 'B', if_match: 1 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/places/locations/:id/close',
    ids: { id: '24012-G11' },
    by: 'it_admin.b',
    body: { if_match: 1 },
    status: 404,
  },
  {
    method: 'POST',
    route: '/api/places/locations/:id/reopen',
    ids: { id: '24012-G11' },
    by: 'it_admin.b',
    body: { if_match: 1 },
    status: 404,
  },
  { method: 'GET', route: '/api/staff/:id', ids: { id: 'pr-doctor' }, by: 'it_admin.b', status: 404 },
  {
    ...{ method: 'PUT', route: '/api/staff/:id', ids: { id: 'pr-doctor' }, by: 'it_admin.b', status: 404 },
    body: { licence: '000111/BG-CCHN', scope: '', if_match: 1 },
  },
  // A drill is of the installation, nobody's house: what is not there is not found.
  {
    method: 'GET',
    route: '/api/operations/drills/:id/minutes',
    ids: { id: 'khong-co' },
    by: 'it_admin.b',
    status: 404,
  },
  { method: 'GET', route: '/api/downtime/batches/:id/pdf', ids: { id: batch }, by: 'nurse.b', status: 404 },
  ...outside_rows,
]
/** The same for everybody: forms, catalogues, the words of a request. */
const common = ['/api/forms/:slug', '/api/catalog/:catalogue']

test('the table names every /api route that carries an id', () => {
  const routes = routes_with_ids()
  assert.ok(routes.length > 80, `${routes.length} routes found`)
  const known = [...table.map(({ method, route }) => `${method} ${route}`), ...common.map((route) => `GET ${route}`)]
  const unknown = routes.filter(({ method, route }) => {
    const shape = route.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^()[\]\\|]/g, '\\$&'))
    return !known.some((one) => new RegExp(`^${method} ${shape.join('.+')}$`).test(one))
  })
  assert.deepEqual(
    unknown.map(({ method, route }) => `${method} ${route}`),
    [],
    'a new route with an id belongs in the table',
  )
})

test("hospital B asks every route with A's ids: not found or empty, in Vietnamese, and A is untouched", async () => {
  const before = await all_of_a()
  for (const { method, route, ids, by, body, status } of table) {
    const path = route.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? '')
    const answer = await (await running.person(by))(method, path, body)
    assert.equal(answer.status, status, `${method} ${route}: ${answer.text.slice(0, 300)}`)
    assert.doesNotMatch(answer.text, /Bí Mật|bi mat/i, route)
    if (status === 200) assert.deepEqual(answer.json, [], route)
    else assert.match(answer.json['issues'][0].message, /[à-ỹđ]/i)
    const without = await fetch(`${running.base}${path}`, { method, headers: { 'x-benhan': '1' } })
    assert.equal(without.status, 401, `${method} ${route} without sign-in`)
  }
  assert.equal(await all_of_a(), before)
})

test("A's ids inside the bodies of B's requests are not found either", async () => {
  const before = await all_of_a()
  const clerk = await running.person('reception.b')
  const own = (await clerk('POST', '/api/patients', registration({ name: 'người của b' }))).json['id'] as string
  const here = { department: '01929-K03', bed: '01929-G11' }
  const wrong: [string, Json, number][] = [
    ['/api/stays', admission(patient, here), 404],
    ['/api/stays', admission(own, { ...here, department: '24012-K03' }), 422],
    ['/api/stays', admission(own, { ...here, bed: '24012-G11' }), 422],
    [
      '/api/patients',
      registration({
        name: 'con của a',
        identity: { kind: 'none', value: '' },
        reason_without_id: 'newborn',
        mother: patient,
        insurance: undefined,
        phone: undefined,
      }),
      422,
    ],
  ]
  for (const [path, body, status] of wrong) {
    const answer = await clerk('POST', path, body)
    assert.equal(answer.status, status, answer.text.slice(0, 300))
  }
  const stay = await clerk('POST', '/api/stays', admission(own, here))
  assert.equal(stay.status, 201, stay.text)
  const physician = await running.person('doctor.b')
  assert.equal(
    (await physician('POST', `/api/stays/${stay.json['encounter']}/sheets`, { slug: '01-BV1', copy_from: sheet }))
      .status,
    404,
  )
  assert.deepEqual(
    (await physician('GET', `/api/icd?q=viem&encounter=${encounter}`)).json,
    (await physician('GET', '/api/icd?q=viem')).json,
  )
  for (const q of ['bi mat', '024168001234', 'GD4242412345678']) {
    const { hits } = (await clerk('GET', `/api/patients?q=${encodeURIComponent(q)}`)).json as { hits: Json[] }
    assert.ok(
      hits.every((hit) => hit['id'] === own),
      q,
    )
  }
  assert.equal(await all_of_a(), before)
})

test("/fhir: a system of B finds nothing of A; what it writes under A's ids is its own", async () => {
  const before = await all_of_a()
  const other = await running.system('client.b')
  const { rows } = await owner.query<{ type: string; id: string }>(
    "SELECT type, id FROM record.resource WHERE facility = '24012'",
  )
  assert.ok(rows.length > 20)
  for (const { type, id } of rows) {
    for (const path of [`/fhir/${type}/${id}`, `/fhir/${type}/${id}/_history`, `/fhir/${type}/${id}/_history/1`]) {
      const answer = await other('GET', path)
      assert.deepEqual([answer.status, answer.json['resourceType']], [404, 'OperationOutcome'], path)
    }
    assert.equal((await other('GET', `/fhir/${type}?_id=${id}&_total=accurate`)).json['total'], 0)
  }
  assert.equal((await other('DELETE', `/fhir/Patient/${patient}`)).status, 404)
  assert.equal((await other('GET', `/fhir/Observation?patient=${patient}&_total=accurate`)).json['total'], 0)
  assert.equal((await other('GET', '/fhir/AuditEvent')).text.includes(patient), true, 'B sees its own questions')
  assert.doesNotMatch((await other('GET', '/fhir/AuditEvent')).text, /"pr-doctor"/)
  const fact = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: `Patient/${patient}` },
  }
  assert.equal((await other('POST', '/fhir/Observation', fact)).status, 422)
  const put = await other('PUT', `/fhir/Patient/${patient}`, {
    resourceType: 'Patient',
    id: patient,
    name: [{ text: 'Của B' }],
  })
  assert.equal(put.status, 201)
  const ours = await (await running.system())('GET', `/fhir/Patient/${patient}`)
  assert.match(ours.text, /Bí Mật Của A/i)
  assert.equal(await all_of_a(), before)
})
