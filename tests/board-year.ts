import { strict as assert } from 'node:assert'
import pg from 'pg'
import type { HubOptions } from '../src/apps/hub/listen.ts'
import { put_account, put_facility } from '../src/platform/access/index.ts'
import {
  find_directory_facility,
  put_directory_facility,
  rename_directory_facility,
} from '../src/network/membership/index.ts'
import { province_annex, type Deed } from '../demo/index.ts'
import { start_test_hub, type TestHub } from './test-hub.ts'
import { password, type Person } from './test-site.ts'

/** A hub whose board reckons from a day the test sets. */
export type BoardHub = TestHub & {
  clock: { today: string }
  so: Person
  lead: Person
  unit(code: string): Promise<Person>
}

const put_units = async ({ site }: TestHub): Promise<void> => {
  await site.database.in_site(async (sql) => {
    for (const { code, printed, name } of province_annex.units) {
      await put_facility(sql, { code, name, authority: '', kind: 'hospital' })
      // Under the name the annex prints, then under its own: both find it.
      await put_directory_facility(sql, { code, name: printed, kind: 'hospital' })
      const known = await find_directory_facility(sql, code)
      const today = known?.names.at(-1)?.until ?? '2024-01-01'
      if (known && known.name !== name) await rename_directory_facility(sql, known, { name, from_day: today, today })
      await put_account(sql, {
        ...{
          id: `it-${code}`,
          facility: code,
          username: `it-${code}`,
          name: `IT ${code}`,
          title: '',
          role: 'member_it',
        },
        ...{ practitioner: `it-${code}`, department: null, password },
      })
    }
    for (const role of ['oversight_lead', 'inspector'])
      await put_account(sql, {
        ...{ id: `board-${role}`, facility: '24SYT', username: `board-${role}`, name: `Ông ${role}`, title: '', role },
        ...{ practitioner: `board-${role.replaceAll('_', '-')}`, department: null, password },
      })
  })
}

export const start_board_hub = async (today: string, options: Partial<HubOptions> = {}): Promise<BoardHub> => {
  const clock = { today }
  const hub = await start_test_hub({ ...options, today: () => clock.today })
  await put_units(hub)
  const known = new Map<string, Promise<Person>>()
  const unit = (code: string): Promise<Person> => {
    const person = known.get(code) ?? hub.person(`it-${code}`)
    known.set(code, person)
    return person
  }
  const so = await hub.person('oversight')
  return { ...hub, clock, unit, so, lead: await hub.person('board-oversight_lead') }
}

/**
 * What the monitor would have counted of a facility before a day of the played past: whole days, and a word since. Nobody sent
 * anything then; the counting itself is tested in board-facility and board-removed.
 */
export const put_whole_days = async (hub: TestHub, facility: string, on: string, days = 14): Promise<void> => {
  const owner = new pg.Client({ connectionString: hub.url })
  await owner.connect()
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, said_at, state, is_fresh)
     SELECT $1, g::date, '', '{"visits": 40}', now(), 'whole', false
     FROM generate_series($2::date - $3::integer, $2::date - 1, interval '1 day') AS g
     ON CONFLICT (facility, day, kind) DO UPDATE SET said = excluded.said, state = 'whole'`,
    [facility, on, days],
  )
  await owner.query(
    `INSERT INTO hub.counter_line (facility, sequence, taken_at) VALUES ($1, 1, now())
     ON CONFLICT (facility) DO UPDATE SET taken_at = now()`,
    [facility],
  )
  await owner.end()
}

const is_counted = (deed: Deed): boolean =>
  deed.do === 'progress' && deed.percent === 100 && ['pilot', 'exchange'].includes(deed.step)

/** Does through the API what the deeds say, each on its day. @param ids filled with the ids of the lines it writes, by their keys */
export const create_player = (hub: BoardHub, ids = new Map<string, string>()) => {
  const versions = new Map<string, number>()

  const request_of = (deed: Deed): [method: string, path: string, body: unknown] => {
    if (deed.do === 'state') return ['POST', '/state', deed.state]
    if (deed.do === 'budget') return ['PUT', '/budget', { ...deed.line, note: '' }]
    if (deed.do === 'plan')
      return ['POST', '/plan', { after_version: 0, milestones: deed.milestones, task_force: deed.task_force }]
    const version = versions.get(deed.facility) ?? 0
    if (deed.do === 'submit-plan') return ['POST', '/plan/submit', { version }]
    if (deed.do === 'approve-plan') return ['POST', '/plan/decide', { version, approve: true }]
    if (deed.do === 'progress')
      return ['POST', '/progress', { step: deed.step, percent: deed.percent, on: deed.on, evidence: deed.evidence }]
    if (deed.do === 'add') return ['POST', '/entries', { kind: deed.kind, body: deed.body }]
    const id = ids.get(deed.key) ?? ''
    if (deed.do === 'file') return ['POST', `/entries/${id}/files?name=${deed.name}`, deed.text]
    return ['POST', `/entries/${id}/${deed.act}`, { reason: deed.reason }]
  }

  return async (deed: Deed): Promise<void> => {
    hub.clock.today = deed.on
    if (is_counted(deed)) await put_whole_days(hub, deed.facility, deed.on)
    const person = deed.by === 'so' ? hub.so : await hub.unit(deed.facility)
    const [method, path, body] = request_of(deed)
    const headers = deed.do === 'file' ? { 'content-type': 'application/octet-stream' } : {}
    const answer = await person(method, `/api/board/facilities/${deed.facility}${path}`, body, headers)
    assert.ok(answer.status < 300, `${JSON.stringify(deed).slice(0, 300)}: ${answer.text.slice(0, 300)}`)
    if (deed.do === 'add') ids.set(deed.key, String(answer.json['id']))
    if (deed.do === 'plan') versions.set(deed.facility, Number(answer.json['version']))
  }
}

/** The programme, who takes part in it and the places of the province, entered by the Sở. */
export const begin_programme = async (hub: BoardHub, programme: unknown, areas: unknown[]): Promise<void> => {
  const put = async (path: string, body: unknown): Promise<void> => {
    const answer = await hub.so('PUT', path, body)
    assert.equal(answer.status, 200, answer.text.slice(0, 400))
  }
  await put('/api/board/programme', programme)
  for (const area of areas) await put('/api/board/areas', area)
  for (const { code, stt } of province_annex.units) await put(`/api/board/facilities/${code}/member`, { place: stt })
}
