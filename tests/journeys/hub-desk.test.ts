/** Walks of the hub's own screens: a stranger is let in and put out again; a letter that was held goes back. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import type { Page } from 'playwright-core'
import { code_system, identifier_system } from '../../src/standards/fhir/index.ts'
import { seal_document } from '../../src/standards/documents/index.ts'
import { make_house, make_letter, make_part, patient } from '../../src/standards/documents/test-letters.ts'
import { close_letter, write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { start_test_hub } from '../test-hub.ts'
import { password, requester, type Person } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const hub = await start_test_hub()
const screen = await start_screen(hub)

/** At a computer of her own; the hub's first page is where she comes out. */
const sit_down = async (username: string): Promise<Page> => {
  const page = await screen.open_tab(await screen.computer())
  await page.goto(hub.base)
  await page.locator('input[autocomplete="username"]:focus').waitFor()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  // The Sở comes out at its board; the hub's desk is one link away.
  if (username === 'oversight') await page.getByRole('link', { name: 'Trục', exact: true }).click()
  await page.getByRole('heading', { name: 'Trục liên thông' }).waitFor()
  return page
}

const stranger = make_house('24777', 'Phòng khám Hoàng Mai')
const pair = await generateKeyPair('ES384')

const apply = async (): Promise<void> => {
  const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES384', kid: 'may-chu-1' }
  const answer = await requester(hub.base, {})('POST', '/lien-thong/join', {
    ...{ code: '24777', name: stranger.name, kind: 'clinic', contact: { name: 'Cô Dung', phone: '0912345678' } },
    ...{ seal_pem: stranger.seal.certificate, jwks: { keys: [jwk] } },
  })
  assert.equal(answer.status, 202, answer.text)
}

/** The stranger's server comes in with its own key (RFC 7523); undefined: it is refused. */
const come_in = async (key: CryptoKey): Promise<Person | undefined> => {
  const audience = `${hub.base}/oauth/token`
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'may-chu-1' })
    .setIssuer('lt-24777')
    .setSubject('lt-24777')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(key)
  const response = await fetch(audience, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  const { access_token } = (await response.json()) as { access_token?: string }
  return access_token === undefined ? undefined : requester(hub.base, { authorization: `Bearer ${access_token}` })
}

test('an application comes, the Sở looks and approves: the key works; suspended, it is refused at once', async () => {
  await apply()
  assert.equal(await come_in(pair.privateKey), undefined, 'nobody is in before the Sở said so')
  const page = await sit_down('oversight')
  assert.equal(await page.getByRole('searchbox').count(), 0, 'no search for patients on a hub')
  await page.getByRole('link', { name: /Đơn xin tham gia/ }).click()
  const card = page.locator('.member-application')
  await card.getByText('Trục chưa tin nhà cấp này').waitFor()
  assert.match((await card.locator('.member-print').textContent()) ?? '', /^([\w-]{4} ){10}[\w-]{3}$/)
  await page.getByRole('button', { name: 'Thêm nhà cấp tin cậy…' }).click()
  await page.getByLabel('Chứng thư (PEM)').fill(stranger.ca.certificate_pem)
  await page.getByRole('button', { name: 'Ghi lại' }).click()
  await card.getByText('Nhà cấp được tin cậy').waitFor()
  await card.getByRole('button', { name: 'Duyệt' }).click()
  await page.getByText('Phòng khám Hoàng Mai vào trục từ bây giờ').waitFor()
  await card.waitFor({ state: 'detached' })

  const member = await come_in(pair.privateKey)
  assert.ok(member, 'its own key opens the door')
  const sent = await make_letter({ house: stranger, submission: { recipients: ['01929'] } })
  const taken = await member('POST', '/fhir', write_provide_bundle(sent))
  assert.equal(taken.status, 200, taken.text)

  await page.getByRole('searchbox').fill('hoang mai')
  await page.getByRole('link', { name: 'Phòng khám Hoàng Mai' }).click()
  await page.getByRole('button', { name: 'Tạm ngừng…' }).click()
  await page.getByLabel('Lý do').fill('Lộ khóa máy chủ')
  await page.getByRole('button', { name: 'Ghi lại' }).click()
  await page.getByRole('button', { name: 'Cho tham gia lại' }).waitFor()
  assert.equal(
    (
      await until(
        () => member('GET', '/fhir/Task'),
        ({ status }) => status === 401,
      )
    ).status,
    401,
  )
  assert.equal(await come_in(pair.privateKey), undefined)
  await page.getByRole('button', { name: 'Cho tham gia lại' }).click()
  await page.getByRole('button', { name: 'Tạm ngừng…' }).waitFor()
  assert.ok(await come_in(pair.privateKey))
  await page.close()
})

test('a letter for somebody who has died is held; the operator sees the envelope and sends it back with why', async () => {
  const a = await hub.member('24012')
  const identifier = [{ system: identifier_system.cccd, value: '024165000456' }]
  await a('PUT', `/fhir/Patient?identifier=${identifier_system.patient_code}/24012|24012.000888`, {
    resourceType: 'Patient',
    identifier: [...identifier, { system: `${identifier_system.patient_code}/24012`, value: '24012.000888' }],
    ...{ name: [{ text: 'Lê Thị Mất' }], gender: 'female', birthDate: '1965-01-02', deceasedDateTime: '2026-11-01' },
  })
  const letter = await make_letter({
    house: hub.house('24012'),
    submission: { recipients: ['01929'], person: { identifiers: identifier, name: 'LÊ THỊ MẤT', gender: 'female' } },
    document: { patient: { ...patient, identifier, name: [{ text: 'Lê Thị Mất' }], birthDate: '1965-01-02' } },
  })
  const held = await a('POST', '/fhir', write_provide_bundle(letter))
  assert.equal(held.status, 202, held.text)
  const page = await sit_down('hub_operator')
  await page.getByRole('link', { name: /Thư giữ lại/ }).click()
  await page.getByRole('button', { name: 'Xem phong bì, quyết định' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('LÊ THỊ MẤT').first().waitFor()
  await dialog.getByText(/^01\/11\/2026/).waitFor()
  assert.ok(await dialog.getByRole('button', { name: 'Trả về nơi gửi' }).isDisabled(), 'not without a reason')
  await dialog.getByLabel('Lý do').fill('Nhầm người bệnh')
  await dialog.getByRole('button', { name: 'Trả về nơi gửi' }).click()
  await page.getByText('Không có thư nào bị giữ').waitFor()
  const document = encodeURIComponent(`urn:ietf:rfc:3986|${letter.parts[0].identity}`)
  const told = (await a('GET', `/fhir/Task?identifier=${document}`)).json['entry'][0].resource
  assert.equal(told.statusReason.text, 'Trục trả lại: Nhầm người bệnh')
  await page.goto(`${hub.base}/truc`)
  await page.getByRole('button', { name: 'Đối soát ngay' }).click()
  await page.getByText('Khớp đến từng thư').waitFor()
  await page.close()
})

test('what was closed for a merged house goes back to be closed anew, and the operator is told so', async () => {
  const a = await hub.member('24012')
  const keys = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256' })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: randomUUID(), use: 'enc', alg: 'ECDH-ES+A256KW' }
  const house = hub.house('24012')
  const open = await make_letter({ house, submission: { recipients: ['24160'] } })
  const closed = await close_letter(open, [jwk])
  const [part] = closed.parts
  const seal = make_part('seal', 'Chữ ký cơ sở', await seal_document(part.bytes, house.seal, new Date()))
  const taken = await a('POST', '/fhir', write_provide_bundle({ ...closed, parts: [part, seal] }))
  assert.equal(taken.status, 200, taken.text)
  const today = new Date().toISOString().slice(0, 10)
  const merged = await (
    await hub.person('oversight')
  )('POST', '/api/hub/directory/24160/merge', {
    ...{ into: '01929', from_day: today },
  })
  assert.equal(merged.status, 200, merged.text)

  const page = await sit_down('hub_operator')
  await page.goto(`${hub.base}/truc/giu-lai/khong-nhan`)
  await page.getByRole('button', { name: 'Chuyển tới 01929' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill('Trạm C đã nhập vào bệnh viện B')
  await dialog.getByRole('button', { name: 'Chuyển tới 01929' }).click()
  await page.getByRole('heading', { name: 'Trả về để nơi gửi mã hóa lại' }).waitFor()
  await page.getByText('Bệnh viện thử B không có khóa nên không mở được', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Đã hiểu' }).click()
  await page.getByText('Thư nào cũng có người nhận đúng hạn').waitFor()
  const document = encodeURIComponent(`urn:ietf:rfc:3986|${part.identity}`)
  const told = await until(
    async () => (await a('GET', `/fhir/Task?identifier=${document}`)).json['entry'][0].resource,
    ({ status }) => status === 'rejected',
  )
  assert.match(told.statusReason.text, /Trục trả lại: đóng \(mã hóa\) cho cơ sở đã sáp nhập 24160, gửi lại cho 01929/)
  await page.close()
})

test('two were made one by mistake: the operator finds them by a number, sorts what came meanwhile, and they are two again', async () => {
  const [a, b, c] = [await hub.member('24012'), await hub.member('01929'), await hub.member('24160')]
  const cccd = (value: string) => ({ system: identifier_system.cccd, value })
  const code = { system: `${identifier_system.patient_code}/01929`, value: '01929.000042' }
  const mother = { name: 'VŨ THỊ MAI', birth_date: '1985-05-05', gender: 'female' as const }
  const son = { name: 'ĐỖ GIA BẢO', birth_date: '2014-04-04', gender: 'male' as const }
  const send = async (
    from: '24012' | '01929',
    person: typeof mother | typeof son,
    identifiers: { system: string; value: string }[],
  ) => {
    const letter = await make_letter({
      house: hub.house(from),
      submission: { recipients: [from === '24012' ? '01929' : '24012'], person: { identifiers, ...person } },
      document: {
        patient: {
          ...{ ...patient, identifier: identifiers, name: [{ text: person.name }] },
          ...{ birthDate: person.birth_date, gender: person.gender },
        },
      },
    })
    const taken = await (from === '24012' ? a : b)('POST', '/fhir', write_provide_bundle(letter))
    assert.equal(taken.status, 200, taken.text)
  }
  await send('24012', mother, [cccd('024185000111')])
  await send('01929', son, [cccd('024185000111'), code])
  const page = await sit_down('hub_operator')
  await page.goto(`${hub.base}/truc/giu-lai/nguoi`)
  await page.getByLabel('Cùng một người').check()
  await page.getByLabel('Căn cứ quyết định').fill('bấm nhầm')
  await page.getByRole('button', { name: 'Ghi quyết định' }).click()
  await page.getByText('Không có người nào cần xem').waitFor()
  await send('01929', son, [cccd('024214000222'), code])
  await send('24012', mother, [cccd('024185000111')])
  const basis = await c('POST', '/fhir/Consent', {
    ...{ resourceType: 'Consent', status: 'active', patient: { identifier: cccd('024214000222') } },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: 'emergency' }] }],
    provision: { purpose: [{ display: 'Co giật, cần tiền sử' }], actor: [{ reference: { display: 'BS. Cấp cứu' } }] },
  })
  assert.equal(basis.status, 201, basis.text)

  await page.getByRole('link', { name: 'Người', exact: true }).click()
  const find = async () => {
    await page.getByLabel('Số giấy tờ').fill('024214000222')
    await page.getByLabel('Lý do').fill('Trạm Y tế C báo thấy giấy của người khác')
    await page.getByRole('button', { name: 'Tìm', exact: true }).click()
  }
  await find()
  await page.getByRole('heading', { name: 'VŨ THỊ MAI' }).waitFor()
  await page.getByRole('button', { name: 'Tách ra…' }).click()
  const dialog = page.getByRole('dialog')
  const paper = dialog.getByRole('listitem').filter({ hasText: 'ĐỖ GIA BẢO' }).first()
  await paper.getByRole('button', { name: 'ĐỖ GIA BẢO', pressed: true }).waitFor()
  await dialog.locator('b', { hasText: 'Trạm Y tế thử C' }).waitFor()
  const act = dialog.getByRole('button', { name: 'Tách ra', exact: true })
  assert.ok(await act.isDisabled(), 'not without a reason')
  await dialog.getByLabel('Lý do tách').fill('Mẹ và con, đã xem giấy khai sinh')
  await act.click()
  await page.getByText('Hãy báo các cơ sở đã mở hồ sơ lúc gộp: Trạm Y tế thử C (24160).').waitFor()
  await page.getByRole('heading', { name: 'ĐỖ GIA BẢO' }).waitFor()
  await page.getByText('Số này từng được khai cho người dưới đây').waitFor()
  assert.deepEqual(await page.locator('.citizen-card h2').allTextContents(), ['ĐỖ GIA BẢO', 'VŨ THỊ MAI'])
  await page.getByText('2 giấy, mới nhất').first().waitFor()
  await page.getByText('“Mẹ và con, đã xem giấy khai sinh”').first().waitFor()
  await page.close()
})
