import { put_account, put_client, put_facility } from '../src/platform/access/index.ts'
import { open_database } from '../src/platform/database/index.ts'
import { before_dropping, test_database, type Beginning } from '../src/platform/database/test-database.ts'
import { ensure_certificate, ensure_facility_certificate } from '../src/platform/signing/index.ts'
import { seed_starter } from '../src/platform/terminology/index.ts'
import { code_system, identifier_system, type Resource } from '../src/standards/fhir/index.ts'
import { start_facility_server } from '../src/apps/server/listen.ts'
import type { Site, SiteOptions } from '../src/apps/server/site.ts'
import { free_port } from './free-port.ts'

export const password = 'mat-khau-thu'

/** One account of each role in each facility: username `<role>` at A, `<role>.b` at B. */
const roles = ['reception', 'doctor', 'head_of_department', 'nurse', 'records_archive', 'it_admin', 'director']
export const facilities = [
  {
    code: '24012',
    name: 'Bệnh viện Đa khoa thử A',
    authority: 'Sở Y tế Bắc Ninh',
    kind: 'hospital' as const,
    suffix: '',
  },
  { code: '01929', name: 'Bệnh viện thử B', authority: 'Bộ Y tế', kind: 'hospital' as const, suffix: '.b' },
]

const location = (id: string, kind: 'ro' | 'bd', name: string, department: string, part_of?: string): Resource => ({
  resourceType: 'Location',
  id,
  status: 'active',
  name,
  physicalType: { coding: [{ system: code_system.location_physical_type, code: kind }] },
  managingOrganization: { reference: `Organization/${department}` },
  ...(part_of ? { partOf: { reference: `Location/${part_of}` } } : {}),
})

const organisation = (code: string): Resource[] => {
  const department = (id: string, k: string, name: string): Resource => ({
    resourceType: 'Organization',
    id,
    identifier: [{ system: identifier_system.department, value: k }],
    active: true,
    type: [{ coding: [{ system: code_system.organization_type, code: 'dept' }] }],
    name,
    partOf: { reference: `Organization/${code}` },
  })
  const noi = `${code}-K03`
  return [
    {
      resourceType: 'Organization',
      id: code,
      active: true,
      name: `Cơ sở ${code}`,
      identifier: [{ system: identifier_system.facility, value: code }],
    },
    department(noi, 'K03', 'Nội tổng hợp'),
    department(`${code}-K19`, 'K19', 'Ngoại tổng hợp'),
    location(`${code}-P304`, 'ro', 'P.304', noi),
    ...['11', '12', '13'].map((bed) => location(`${code}-G${bed}`, 'bd', bed, noi, `${code}-P304`)),
  ]
}

const fill = async (site: Site, facility: (typeof facilities)[number]): Promise<void> => {
  await site.database.in_site(async (sql) => {
    await put_facility(sql, facility)
    await ensure_facility_certificate(sql, facility)
  })
  for (const role of roles) {
    const username = `${role}${facility.suffix}`
    const account = {
      id: `acc-${username}`,
      facility: facility.code,
      username,
      name: `BS. ${role}`,
      title: '',
      role,
      practitioner: `pr-${username}`.replaceAll('_', '-'),
      department: null,
      password,
    }
    await site.database.in_site(async (sql) => {
      await put_account(sql, account)
      await ensure_certificate(sql, {
        id: account.practitioner,
        name: account.name,
        title: '',
        organization: facility.name,
      })
    })
  }
  await put_client(
    site.database,
    { client_id: `client${facility.suffix}`, facility: facility.code, name: 'Hệ thống thử', scope: 'system/*.*' },
    password,
  )
  const caller = {
    facility: facility.code,
    actor: { id: 'setup', name: 'setup', role: 'system', kind: 'system' as const },
    purpose: 'HOPERAT',
    address: '',
    request_id: '',
  }
  await site.store.unit(caller, async (unit) => {
    for (const resource of organisation(facility.code)) await unit.create(resource)
  })
}

/** Answers are read in tests by path; a wrong path fails the test. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = Record<string, any>
export type Answer = { status: number; headers: Headers; text: string; bytes: Uint8Array; json: Json }
export type Person = {
  (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

const to_answer = async (response: Response): Promise<Answer> => {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  const is_json = /[/+]json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    bytes,
    json: is_json && text ? JSON.parse(text) : {},
  }
}

export const requester =
  (base: string, auth: Record<string, string>): Person =>
  async (method, path, body, headers = {}) => {
    const has_body = body !== undefined
    return to_answer(
      await fetch(base + path, {
        method,
        headers: { ...auth, ...(has_body ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(has_body ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      }),
    )
  }

export type TestSite = {
  site: Site
  base: string
  /** Of the database, as its owner. */
  url: string
  /** Signed in through the door, as the browser would. */
  person(username: string): Promise<Person>
  /** A system with a token from /oauth/token. */
  system(client_id?: string): Promise<Person>
}

/** `host`: where it listens; loopback (IPv4) otherwise. */
type StartWish = Partial<SiteOptions> & { host?: string }

const start_on = async (url: string, options: StartWish): Promise<{ site: Site; base: string }> => {
  const port = await free_port()
  const base = `http://127.0.0.1:${port}`
  return { site: await start_facility_server({ database_url: url, base_url: base, port, ...options }), base }
}

const two_facilities: Beginning = {
  name: 'site',
  async fill(url) {
    const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
    await owner.in_site((sql) => seed_starter(sql))
    await owner.close()
    const { site } = await start_on(url, {})
    for (const facility of facilities) await fill(site, facility)
    await site.close()
  },
}

/** A running facility server with two facilities, on a database of its own. */
export const start_test_site = async (options: StartWish = {}): Promise<TestSite> => {
  const { url } = await test_database(two_facilities)
  const { site, base } = await start_on(url, options)
  before_dropping(() => site.close())
  return {
    site,
    base,
    url,
    async person(username) {
      const answer = await requester(base, {})('POST', '/api/sign-in', { username, password })
      if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.text}`)
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      return requester(base, { cookie, 'x-benhan': '1' })
    },
    async system(client_id = 'client') {
      const response = await fetch(`${base}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret: password }),
      })
      const token = (await response.json()) as { access_token: string }
      return requester(base, { authorization: `Bearer ${token.access_token}` })
    },
  }
}

export const registration = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'nguyễn thị hương',
  gender: 'female',
  birth_date: '1968-03-12',
  identity: { kind: 'cccd', value: '024168001234' },
  insurance: { number: 'GD4242412345678', from: '2026-01-01', to: '2026-12-31', benefit_percent: 80 },
  phone: '0912345678',
  ethnicity: { code: '01', display: 'Kinh' },
  occupation: { code: '04', display: 'Nông dân' },
  address: {
    line: 'Số 5',
    hamlet: 'Thôn Đông',
    ward: { code: '07210', display: 'Phường Bắc Giang' },
    province: { code: '24', display: 'Bắc Ninh' },
  },
  contact: { name: 'Trần Văn Nam', phone: '0987654321' },
  ...changes,
})

export const admission = (patient: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  patient,
  kind: 'inpatient',
  admitted_at: '2026-11-19T15:10',
  admit_from: '1',
  referred_by: '2',
  payer_kind: '1',
  department: '24012-K03',
  bed: '24012-G12',
  admission_diagnosis: { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' },
  form: '01-BV1',
  ...changes,
})
