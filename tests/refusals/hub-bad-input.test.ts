/** What comes to the hub's door and must not pass: refused or held with a reason its sender can act on, nothing lost, all counted. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { find_person, merge_persons, register_person } from '../../src/network/citizens/index.ts'
import { revoke_seal } from '../../src/network/membership/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import {
  issue_certificate,
  make_key_pair,
  read_certificate_summary,
  software_provider,
} from '../../src/standards/signatures/index.ts'
import { sign_by_openssl } from '../openssl-signer.ts'
import {
  certified,
  doctor_subject,
  make_letter,
  make_part,
  plain_pdf,
  sign_paper,
  with_part,
  type LetterWish,
} from '../../src/standards/documents/test-letters.ts'
import type { Submission } from '../../src/standards/documents/index.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Answer, Person } from '../test-site.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const house = hub.house('24012')
const owner = new pg.Client({ connectionString: hub.url })

const letter = (wish: LetterWish = {}): Promise<Submission> =>
  make_letter({ house, ...wish, submission: { recipients: ['01929'], ...wish.submission } })
const send = (submission: Submission, by: Person = a): Promise<Answer> =>
  by('POST', '/fhir', write_provide_bundle(submission))

let refusals = 0
const refused = async (submission: Submission, words: RegExp, status = 422): Promise<void> => {
  const answer = await send(submission)
  assert.equal(answer.status, status, answer.text)
  const said = (answer.json['issue'] as { severity: string; details: { text: string }; expression?: string[] }[])
    .filter(({ severity }) => severity === 'error')
    .map(({ details }) => details.text)
  assert.match(said.join('\n'), words)
  refusals += 1
}

const someone = (value: string, name: string, changes: object = {}) => ({
  ...{ names: [name], identifiers: [{ system: identifier_system.cccd, value }], gender: 'female' as const },
  ...{ birth_date: '1990-03-02', ...changes },
})
const caller = {
  ...{ facility: '24012', purpose: 'TREAT', address: '', request_id: '' },
  actor: { id: 'test', name: 'test', role: 'system', kind: 'system' as const },
}

test('unsigned, half signed, signed by somebody nobody knows', async () => {
  await refused(await letter({ signers: [] }), /chưa được ký số/)
  await refused(await letter({ signers: [['bac_si', house.doctor]] }), /cơ sở/)
  const stranger = certified(hub.house('01929').ca, doctor_subject({ name: 'Phòng khám lạ' }))
  const outside = await letter({
    signers: [
      ['bac_si', stranger],
      ['co_so', hub.house('01929').seal],
    ],
  })
  await refused(outside, /Chữ ký cơ sở trên PDF là của .* không phải của nơi gửi/)
  await refused(await letter({ sealed_by: hub.house('01929').seal }), /không phải chữ ký đã đăng ký của nơi gửi/)
})

test('a byte changed after signing; another person’s data beside the paper; a schema of next year', async () => {
  const good = await letter()
  const pdf = Buffer.from(good.parts[0].bytes)
  pdf.writeUInt8(pdf.readUInt8(400) ^ 1, 400)
  await refused(with_part(good, 'pdf', pdf), /thay đổi|không đọc được|không khớp/i)
  const envelope = { identifiers: [{ system: identifier_system.cccd, value: '024185004321' }], name: 'Lê Văn Khác' }
  await refused(await letter({ submission: { person: { ...envelope, birth_date: '1985-01-01' } } }), /người bệnh/i)
  const data = JSON.parse(new TextDecoder().decode(good.parts[1]?.bytes)) as { meta: { profile: string[] } }
  data.meta.profile = data.meta.profile.map((one) => one.replace(/\|.*/, '|2027.01'))
  await refused(with_part(good, 'fhir', Buffer.from(JSON.stringify(data))), /2027\.01/)
})

/** A thousand bytes that say 300 million characters: eight steps of ten (billion laughs). */
const laughing_bomb = (): string => {
  const steps = Array.from({ length: 8 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "hai">${steps.join('')}]><HoSoBenhAn>&e8;</HoSoBenhAn>`
}

test('malware, an XML bomb, a paper of the future, an unknown receiver', async () => {
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
  const good = await letter()
  const parts: Submission['parts'] = [...good.parts]
  parts.push(make_part('hsba', 'HoSoBenhAn', Buffer.from(eicar)))
  await refused({ ...good, parts }, /mã độc/)
  const bombed: Submission['parts'] = [...good.parts]
  bombed.push(make_part('hsba', 'HoSoBenhAn', Buffer.from(laughing_bomb())))
  // The hub runs in this process: who expanded it would hold three hundred megabytes more at the least.
  const [peak_kb, began_ms] = [process.resourceUsage().maxRSS, performance.now()]
  await refused({ ...good, parts: bombed }, /DOCTYPE, ENTITY và CDATA không được phép/)
  const [grown_mb, took_ms] = [(process.resourceUsage().maxRSS - peak_kb) / 1024, performance.now() - began_ms]
  assert.ok(grown_mb < 100 && took_ms < 10_000, `${Math.round(grown_mb)} MB and ${Math.round(took_ms)} ms for a bomb`)
  await refused(await letter({ submission: { created_at: '2031-05-05T08:00:00+07:00' } }), /tương lai/)
  await refused(await letter({ submission: { recipients: ['77777'] } }), /77777/)
})

test('a doctor’s certificate that had run out when she signed is refused; one that ran out since is not', async () => {
  const until_october = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-10-01T00:00:00Z') }
  const key = make_key_pair()
  const subject = { ...doctor_subject({ name: house.name }), common_name: 'Nguyễn Văn Á' }
  const wish = { subject, public_key_pem: key.public_key_pem, validity: until_october, serial: '7001' }
  const certificate = issue_certificate(house.ca, wish)
  const doctor = software_provider(key.private_key_pem, certificate)
  // Our own signer refuses it; a stranger's tool does not ask, and signs now.
  const paper = await sign_by_openssl(await plain_pdf('Phieu chuyen co so'), key.private_key_pem, certificate)
  const sealed = await sign_paper(paper, [['co_so', house.seal]])
  const stale = await letter({ pdf: sealed })
  await refused(stale, /Chứng thư của Nguyễn Văn Á đã hết hạn ngày 1\/10\/2026/)

  const in_time = '2026-09-20T09:00:00+07:00'
  const sent = await letter({
    ...{
      signers: [
        ['bac_si', doctor],
        ['co_so', house.seal],
      ],
      paper_signed_at: new Date(in_time),
    },
    ...{ submission: { created_at: in_time }, document: { created_at: in_time } },
  })
  assert.equal((await send(sent)).status, 200, 'she signed in time')
})

test('a revoked seal no longer seals, from that hour on', async () => {
  const member = hub.house('24160')
  const by = await hub.member('24160')
  const before = await make_letter({ house: member, submission: { recipients: ['01929'] } })
  assert.equal((await send(before, by)).status, 200)
  const { serial } = read_certificate_summary(member.seal.certificate)
  await hub.site.database.in_site((sql) => revoke_seal(sql, '24160', serial, 'Lộ khóa'))
  const after = await send(await make_letter({ house: member, submission: { recipients: ['01929'] } }), by)
  assert.equal(after.status, 422, after.text)
  assert.match(after.text, /thu hồi/)
  assert.equal((await send(before, by)).status, 422, 'sent again it is judged again')
})

test('last month’s letter again is last month’s letter: one delivery, the same receipt', async () => {
  const old = await letter({
    submission: { created_at: '2026-10-20T09:00:00+07:00' },
    document: { created_at: '2026-10-20T09:00:00+07:00' },
  })
  const first = await send(old)
  if (first.status !== 200) assert.fail(first.text)
  const again = await send(old)
  assert.equal(again.headers.get('x-benhan-receipt'), first.headers.get('x-benhan-receipt'))
  assert.equal(again.json['entry'][0].response.status, '200 OK')
})

type Box = { entry?: { resource: Record<string, unknown> & { id: string; status: string } }[] }
const task_at = async (by: Person, document: string): Promise<Record<string, unknown> & { status: string }> => {
  const query = `identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${document}`)}`
  for (let i = 0; i < 200; i += 1) {
    const [first] = ((await by('GET', `/fhir/Task?${query}`)).json as Box).entry ?? []
    if (first) return first.resource
    await sleep(50)
  }
  throw new Error(`no task of ${document}`)
}
const same_again = async (old: Submission, first: Answer): Promise<void> => {
  const again = await send(old)
  assert.equal(again.status, 200, again.text)
  assert.equal(again.headers.get('x-benhan-receipt'), first.headers.get('x-benhan-receipt'))
  assert.equal(again.json['entry'][0].response.status, '200 OK', 'nothing was made')
}
const deliveries_of = async (document: string): Promise<string[]> =>
  (
    await hub.site.database.in_facility('24012', (sql) =>
      sql.query<{ one: string }>(
        "SELECT recipient || ' ' || state AS one FROM hub.delivery WHERE document = $1 ORDER BY 1",
        [document],
      ),
    )
  ).rows.map(({ one }) => one)

test('again after it was answered, replaced and redirected: it is what it has become, and nothing comes back to life', async () => {
  const b = await hub.member('01929')
  const answered = await letter()
  const first = await send(answered)
  const task = await task_at(b, answered.parts[0].identity)
  for (const change of [{ status: 'received' }, { status: 'rejected', statusReason: { text: 'Hết giường' } }]) {
    const turned = await b('PUT', `/fhir/Task/${String(task['id'])}`, { ...task, ...change })
    assert.equal(turned.status, 200, turned.text)
  }
  await same_again(answered, first)
  assert.equal((await task_at(b, answered.parts[0].identity)).status, 'rejected')

  const old = await letter()
  const taken = await send(old)
  const next = await letter({ submission: { replaces: old.parts[0].identity } })
  assert.equal((await send(next)).status, 200)
  const before = await deliveries_of(old.parts[0].identity)
  await same_again(old, taken)
  assert.deepEqual(await deliveries_of(old.parts[0].identity), before)
  const { rows } = await hub.site.database.in_facility('24012', (sql) =>
    sql.query<{ replaced_by: string }>('SELECT replaced_by FROM hub.submission WHERE document = $1', [
      old.parts[0].identity,
    ]),
  )
  assert.deepEqual(rows, [{ replaced_by: next.parts[0].identity }], 'the newer one is the newest still')

  const moved = await letter({ submission: { recipients: ['24160'] } })
  const sent = await send(moved)
  const [so, operator] = [await hub.person('oversight'), await hub.person('hub_operator')]
  const from_day = new Date().toISOString().slice(0, 10)
  const joined = await so('POST', '/api/hub/directory/24160/merge', { into: '01929', from_day })
  assert.equal(joined.status, 200, joined.text)
  const number = /\d+$/.exec(String((await task_at(a, moved.parts[0].identity))['id']).split('-')[1] ?? '')?.[0]
  const redirect = { act: 'redirect', reason: 'Trạm đã nhập vào bệnh viện' }
  const redirected = await operator('POST', `/api/hub/dead/24160/${number}`, redirect)
  assert.equal(redirected.status, 200, redirected.text)
  await same_again(moved, sent)
  assert.deepEqual(await deliveries_of(moved.parts[0].identity), ['01929 requested', '24160 cancelled'])
})

const person_of = (value: string, name: string, changes: object = {}) =>
  hub.site.database.in_facility('24012', (sql) => register_person(sql, caller, someone(value, name, changes)))
const about = (value: string, name: string): LetterWish => {
  const identifiers = [{ system: identifier_system.cccd, value }]
  const patient = {
    ...{ resourceType: 'Patient', id: 'p1', identifier: identifiers, name: [{ text: name }] },
    ...{ gender: 'female', birthDate: '1990-03-02' },
  }
  const person = { identifiers, name, birth_date: '1990-03-02', gender: 'female' as const }
  return { document: { patient }, submission: { person } }
}

test('a number of two people: the letter goes on, the person is held for somebody to look at, the sender is told', async () => {
  const known = await person_of('024190000999', 'Hoàng Văn Hoàn Toàn Khác', {
    birth_date: '1971-07-07',
    gender: 'male',
  })
  const answer = await send(await letter(about('024190000999', 'Ngô Thị Mới')))
  assert.equal(answer.status, 200, answer.text)
  assert.match(answer.text, /Số định danh đã thuộc về một người khác trong danh bạ: họ tên khác/)
  assert.doesNotMatch(answer.text, /Hoàng Văn|Hoàn Toàn|1971|0999/, 'the sender learns that there is another, not who')
  const operator = await hub.person('hub_operator')
  const tray = (await operator('GET', '/api/citizens/held')).json['held'] as { person: string; candidates: string[] }[]
  const [line, ...more] = tray.filter(({ candidates }) => candidates.includes(known.person))
  assert.deepEqual([line?.candidates, more], [[known.person], []], 'held once, for this number')
  type Facts = { names: string[]; identifiers: { value: string; stands: boolean }[] }
  const { names, identifiers } = (await operator('GET', `/api/citizens/${line?.person}`)).json['person'] as Facts
  assert.deepEqual(names, ['Ngô Thị Mới'])
  // Shown are numbers that stand: this one is the other's until somebody has looked.
  assert.ok(!identifiers.some(({ value }) => value === '024190000999'))
  const { rows } = await hub.site.database.in_site((sql) =>
    sql.query('SELECT person, stands FROM hub.person_identifier WHERE value = $1 ORDER BY stands', ['024190000999']),
  )
  assert.deepEqual(rows, [
    { person: line?.person, stands: false },
    { person: known.person, stands: true },
  ])
})

test('for the dead nobody is transferred: held, and returned or released by a person', async () => {
  await person_of('024190000456', 'Vũ Thị Mất', { deceased: '2026-11-01' })
  const sent = await letter(about('024190000456', 'Vũ Thị Mất'))
  const answers = await Promise.all([send(sent), send(sent), send(sent), send(sent)])
  for (const answer of answers) {
    assert.equal(answer.status, 202, answer.text)
    assert.match(answer.text, /đã mất ngày 01\/11\/2026/)
  }
  const held = JSON.parse((await (await hub.person('hub_operator'))('GET', '/api/hub/held')).text) as {
    document: string
  }[]
  const same = held.filter(({ document }) => document === sent.parts[0].identity)
  assert.equal(same.length, 1, 'sent four times at once it lies there once')
})

test('a death whose day nobody told: who asks for care is held, who tells of what was goes on, and so do its corrections', async () => {
  for (const [value, deceased, words] of [
    ['024190000457', 'true', /đã mất không rõ ngày/],
    ['024190000458', '2026-11', /đã mất ngày 11\/2026/],
    ['024190000459', '2026', /đã mất ngày 2026/],
  ] as const) {
    const wish = about(value, 'Vũ Thị Mất')
    const before = await letter(wish)
    assert.equal((await send(before)).status, 200, 'while nobody knows of it')
    await person_of(value, 'Vũ Thị Mất', { deceased })
    const answer = await send(await letter(wish))
    assert.deepEqual([answer.status, words.test(answer.text)], [202, true], answer.text)
    const told = { kind: 'transfer-answer', title: 'Phiếu trả lời nơi chuyển người bệnh' } as const
    const result = { kind: 'lab-result', title: 'Phiếu kết quả xét nghiệm' } as const
    for (const kind of [told, result]) {
      const sent = await letter({
        document: { ...wish.document, ...kind },
        submission: { ...wish.submission, ...kind },
      })
      const went = await send(sent)
      assert.equal(went.status, 200, went.text)
    }
  }
})

test('a correction of what was written while she lived follows after her death; one of a later letter does not', async () => {
  const wish = about('024190000460', 'Vũ Thị Mất')
  const alive = { created_at: '2026-10-20T09:00:00+07:00' }
  const sent = await letter({
    document: { ...wish.document, ...alive },
    submission: { ...wish.submission, ...alive },
  })
  assert.equal((await send(sent)).status, 200)
  await person_of('024190000460', 'Vũ Thị Mất', { deceased: '2026-10-21' })
  const correction = { ...wish.submission, replaces: sent.parts[0].identity }
  const corrected = await send(await letter({ ...wish, submission: correction }))
  assert.equal(corrected.status, 200, corrected.text)
  assert.equal((await send(await letter(wish))).status, 202)
})

test('a merged person’s letter lies with the one that stays', async () => {
  const [gone, stays] = [
    await person_of('024190000789', 'Đặng Thị Gộp'),
    await person_of('024190000790', 'Đặng Thị Gộp'),
  ]
  await hub.site.database.in_facility('24012', (sql) =>
    merge_persons(sql, caller, { source: gone.person, target: stays.person, reason: 'Một người, hai lần cấp số' }),
  )
  const answer = await send(await letter(about('024190000789', 'Đặng Thị Gộp')))
  assert.equal(answer.status, 200, answer.text)
  const found = await hub.site.database.in_facility('24012', (sql) =>
    find_person(sql, caller, [{ system: identifier_system.cccd, value: '024190000789' }]),
  )
  assert.deepEqual(found, [stays.person, gone.person])
  const papers = await a(
    'GET',
    `/fhir/DocumentReference?patient.identifier=${encodeURIComponent(`${identifier_system.cccd}|024190000790`)}`,
  )
  assert.ok((papers.json['entry'] as unknown[]).length > 0, papers.text)
})

type Poured = { answer: string; megabytes: number; was_cut: boolean }

/** As a simple program sends that does not say how long it will be: it looks for an answer only when all is written. */
const pour = (megabytes: number, headers: Record<string, string>): Promise<Poured> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(hub.base).port), '127.0.0.1')
    const piece = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1_048_576, 0x20), Buffer.from('\r\n')])
    const head = Object.entries({ host: 'truc', 'transfer-encoding': 'chunked', ...headers })
    let [poured, answer, was_cut] = [0, '', false]
    const done = (): void => resolve({ answer, megabytes: poured, was_cut })
    const read = (): unknown =>
      socket.on('data', (chunk: Buffer) => {
        answer += String(chunk)
        if (/"resourceType":"OperationOutcome".*\}\]\}$/s.test(answer)) socket.end()
      })
    const more = (): void => {
      while (poured < megabytes) {
        poured += 1
        if (!socket.write(piece)) return void socket.once('drain', more)
      }
      socket.write('0\r\n\r\n')
      read()
    }
    socket.on('error', () => (was_cut = true))
    socket.on('close', done)
    socket.write(`POST /fhir HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
    more()
  })

test('two hundred megabytes that nobody announced: the answer waits for whoever sends to the end; without end, he is cut off', async () => {
  const authorization = `Bearer ${await hub.token('24012')}`
  const headers = { authorization, 'content-type': 'application/fhir+json' }
  for (const connection of ['keep-alive', 'close']) {
    const { answer, megabytes, was_cut } = await pour(200, { ...headers, connection })
    assert.deepEqual([megabytes, was_cut], [200, false])
    assert.match(answer, /^HTTP\/1\.1 413 /)
    const outcome = JSON.parse(answer.slice(answer.indexOf('{'))) as {
      issue: { code: string; details: { text: string } }[]
    }
    assert.equal(outcome.issue[0]?.code, 'too-long')
    assert.match(outcome.issue[0]?.details.text ?? '', /quá lớn \(tối đa 64 MB\)/)
    refusals += 1
  }
  const streamed = await fetch(`${hub.base}/fhir`, {
    ...{ method: 'POST', headers, duplex: 'half' as const },
    body: ReadableStream.from(Array.from({ length: 100 }, () => new Uint8Array(1_048_576).fill(0x20))),
  })
  assert.deepEqual([streamed.status, (await streamed.text()).includes('OperationOutcome')], [413, true])
  refusals += 1
  const endless = await pour(2_000, headers)
  assert.ok(endless.was_cut && endless.megabytes < 400, `cut off after ${endless.megabytes} MB`)
  refusals += 1
})

test('everything that was refused is counted, and nothing of it was delivered', async () => {
  await owner.connect()
  const count = async (text: string) => Number((await owner.query<{ count: string }>(text)).rows[0]?.count)
  const refused_sql = "SELECT count(*) FROM hub.refusal WHERE sender = '24012' AND state = 'refused'"
  // What was too large is counted after its answer left.
  for (let i = 0; i < 100 && (await count(refused_sql)) !== refusals; i += 1) await sleep(20)
  const counted = await count(refused_sql)
  const delivered = await count("SELECT count(DISTINCT number) FROM hub.delivery WHERE sender = '24012'")
  const taken = await count("SELECT count(*) FROM hub.submission WHERE sender = '24012'")
  await owner.end()
  assert.equal(counted, refusals)
  assert.equal(delivered, taken)
})
