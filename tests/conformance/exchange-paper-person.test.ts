/** Issue 4, bad input: a sealed PDF of another person beside right data is laid to nobody, and both sides read why. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IncomingLetter, IncomingLine, IncomingList, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { patient as written_of, type LetterWish } from '../../src/standards/documents/test-letters.ts'
import { a, letter, start_world, until } from '../exchange-world.ts'
import { registration } from '../test-site.ts'

const world = await start_world()
const at_a = await world.person('doctor')
const at_b = await world.person('reception.b')
const chart = String((await at_b('POST', '/api/patients', registration())).json['id'])

const huong = {
  ...{ name: 'Nguyễn Thị Hương', birth_date: '1968-03-12', gender: 'female' as const },
  identifiers: [{ system: identifier_system.cccd, value: '024168001234' }],
}
const stranger = { name: 'Hoàng Văn Bách', identifiers: [{ system: identifier_system.cccd, value: '024090005678' }] }

/** Right in all but, where it is said, the paper. */
const about_huong = (wish: LetterWish = {}): Promise<Submission> =>
  letter({
    ...wish,
    submission: { person: huong, ...wish.submission },
    document: {
      patient: {
        ...{ ...written_of, identifier: huong.identifiers, name: [{ text: huong.name }] },
        birthDate: huong.birth_date,
      },
    },
  })

const received = async (submission: Submission): Promise<IncomingLetter> => {
  const id = await until('the letter at B', async () => {
    const document = submission.parts[0].identity
    const rows = await world.ask<{ id: string }>('SELECT id FROM exchange.incoming WHERE document = $1', [document])
    return rows[0]?.id
  })
  return (await at_b('GET', `/api/exchange/incoming/${id}`)).json as IncomingLetter
}

const outgoing_in = (id: string, state: string): Promise<OutgoingLetter> =>
  until(`the letter ${id} ${state} at A`, async () => {
    const { json } = await at_a('GET', `/api/exchange/outgoing/${id}`)
    return json['state'] === state && (json as OutgoingLetter)
  })

const tray = async (name: string): Promise<IncomingLine[]> =>
  ((await at_b('GET', `/api/exchange/incoming?tray=${name}`)).json as IncomingList).lines

test('paper, data and envelope of one person: laid to her chart, nothing to say', async () => {
  const submission = await about_huong()
  await world.post(a, { submission })
  const seen = await received(submission)
  assert.deepEqual([seen.patient, seen.checks.two_people, seen.problem], [chart, undefined, ''])
  assert.deepEqual(seen.checks.issues, [])
})

test('a PDF of another person, sealed with right data: waits in the tray, the sender reads why', async () => {
  const submission = await about_huong({ on_paper: stranger })
  const id = await world.post(a, { submission })
  const seen = await received(submission)
  assert.deepEqual([seen.verdict, seen.patient, seen.state], ['good', '', 'received'])
  const both = /HOANG VAN BACH.*024090005678.*phong bì và dữ liệu ghi.*Nguyễn Thị Hương.*024168001234.*12\/03\/1968/
  assert.match(seen.checks.two_people ?? '', both)
  assert.ok(
    seen.candidates.some((one) => one.id === chart),
    'she is offered, nobody chose her',
  )
  const line = (await tray('unmatched')).find((one) => one.id === seen.id)
  assert.match(line?.problem ?? '', both)

  const told = await outgoing_in(id, 'received')
  assert.match(told.reason, /Chưa ghép với người bệnh nào.*“H\.V\.B\.”, số định danh …5678.*“N\.T\.H\.”.*bản thay thế/)
  const hub = await world.ask_hub<{ reason: string }>('SELECT reason FROM hub.delivery WHERE reason <> $1', [''])
  assert.ok(
    hub.length === 1 && !/HOANG|Hoàng|024090005678|Hương/.test(hub[0]?.reason ?? ''),
    'the hub learns of nobody',
  )

  const matched = await at_b('POST', `/api/exchange/incoming/${seen.id}/match`, { patient: chart })
  assert.equal(matched.status, 200, matched.text)
  assert.equal((await at_b('POST', `/api/exchange/incoming/${seen.id}/accept`, {})).status, 200)
  assert.equal((await outgoing_in(id, 'accepted')).reason, '', 'somebody has looked')
})

test('its correction with the right paper finds her; one whose paper is of another again does not inherit her', async () => {
  const wrong = await about_huong({ on_paper: stranger })
  await world.post(a, { submission: wrong })
  await received(wrong)
  const right = await about_huong({ submission: { person: huong, replaces: wrong.parts[0].identity } })
  await world.post(a, { submission: right })
  assert.equal((await received(right)).patient, chart)
  const again = await about_huong({
    ...{ on_paper: stranger },
    submission: { person: huong, replaces: right.parts[0].identity },
  })
  await world.post(a, { submission: again })
  const seen = await received(again)
  assert.deepEqual([seen.patient, seen.is_correction], ['', true])
})
