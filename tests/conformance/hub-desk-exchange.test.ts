/** What the hub's desk decides, as the sender's own server sees it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { put_account, put_facility } from '../../src/platform/access/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { put_directory_facility } from '../../src/network/membership/index.ts'
import type { OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { patient } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { password, requester, type Person } from '../test-site.ts'

const world = await start_world()
const at_a = await world.person('doctor')
const merged = '24160'

const hub = open_database(world.hub_database_url, { connections_max: 1 })
after(() => hub.close())
await hub.in_site(async (sql) => {
  await put_facility(sql, { code: merged, name: 'Trạm Y tế thử C', authority: '', kind: 'station' })
  await put_directory_facility(sql, { code: merged, name: 'Trạm Y tế thử C', kind: 'station' })
  await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [merged])
  for (const role of ['hub_operator', 'oversight'])
    await put_account(sql, {
      ...{ id: `hub-${role}`, facility: '24SYT', username: role, name: role, title: '', role, password },
      ...{ practitioner: `hub-${role.replace('_', '-')}`, department: null },
    })
})

const staff = async (username: string): Promise<Person> => {
  const { headers } = await requester(world.hub_url, {})('POST', '/api/sign-in', { username, password })
  return requester(world.hub_url, { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', 'x-benhan': '1' })
}
const operator = await staff('hub_operator')
const so = await staff('oversight')

const outgoing_when = (id: string, is_so: (letter: OutgoingLetter) => boolean) =>
  until(`the letter ${id} at A`, async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return is_so(json as OutgoingLetter) && (json as OutgoingLetter)
  })

test('redirected to the house that took over: the old one is done with, the new one’s answer counts', async () => {
  const submission = await letter({ submission: { recipients: [merged] } })
  const id = await world.post(a, { submission })
  await outgoing_when(id, ({ state }) => state === 'taken')
  const day = new Date().toISOString().slice(0, 10)
  await so('POST', `/api/hub/directory/${merged}/merge`, { into: b.code, from_day: day })
  const [{ number = 0 } = {}] = await world.ask_hub<{ number: number }>(
    'SELECT number FROM hub.delivery WHERE recipient = $1',
    [merged],
  )
  const done = await operator('POST', `/api/hub/dead/${merged}/${number}`, { act: 'redirect', reason: 'Sáp nhập' })
  assert.equal(done.status, 200, done.text)
  const seen = await outgoing_when(id, ({ state }) => state === 'received')
  const of = (code: string) => seen.recipients.find((one) => one.code === code)
  assert.equal(of(b.code)?.state, 'received')
  assert.match(of(merged)?.reason ?? '', /Trục chuyển tiếp tới/)
})

test('held at the hub and sent back: the sender’s screen says so, with the operator’s words', async () => {
  const identifiers = [{ system: identifier_system.cccd, value: '024165000456' }]
  await hub.in_site((sql) =>
    sql.query(
      `INSERT INTO hub.person (id, version, body, folded, birth_date, facility) VALUES ('p-mat', 1, $1, '|le thi mat|', '1965-01-02', $2)`,
      [
        JSON.stringify({
          ...{ names: ['Lê Thị Mất'], birth_date: '1965-01-02', gender: 'female', deceased: '2026-11-01' },
          ...{ identifiers: [{ ...identifiers[0], facility: a.code, stands: true }], phones: [], kin: [] },
        }),
        a.code,
      ],
    ),
  )
  await hub.in_site((sql) =>
    sql.query(
      `INSERT INTO hub.person_identifier (system, value, person, stands, facility) VALUES ($1, $2, 'p-mat', true, $3)`,
      [identifier_system.cccd, '024165000456', a.code],
    ),
  )
  const submission = await letter({
    submission: {
      person: { identifiers, name: 'LÊ THỊ MẤT', birth_date: '1965-01-02', gender: 'female' },
    },
    document: {
      patient: { ...patient, identifier: identifiers, name: [{ text: 'Lê Thị Mất' }], birthDate: '1965-01-02' },
    },
  })
  const id = await world.post(a, { submission })
  await outgoing_when(id, ({ state }) => state === 'held')
  const [held] = JSON.parse((await operator('GET', '/api/hub/held')).text) as { id: number }[]
  const back = await operator('POST', `/api/hub/held/${a.code}/${held?.id}`, {
    decision: 'returned',
    reason: 'Nhầm người bệnh',
  })
  assert.equal(back.status, 200, back.text)
  const seen = await outgoing_when(id, ({ state }) => state === 'rejected')
  assert.match(JSON.stringify(seen), /Trục trả lại: Nhầm người bệnh/)
})
