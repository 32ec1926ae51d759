import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { patient } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { start_screen } from './screen.ts'

/** SHARE-13, SHARE-14 on the screens of both houses: B sees who is coming and says no; A reads why. */
const world = await start_world()
const screen = await start_screen(world)

test('reception of B makes a chart from the letter and declines; the doctor of A reads the reason', async () => {
  const submission = await letter()
  await world.post(a, { submission })
  await until('the letter at B', async () => {
    const rows = await world.ask('SELECT FROM exchange.incoming WHERE facility = $1', [b.code])
    return rows.length > 0
  })
  const at_b = await screen.sit_down('reception.b')
  await at_b.getByRole('link', { name: /Liên thông/ }).click()
  await at_b.getByRole('link', { name: /Chưa khớp/ }).click()
  // Known before it is opened: of what, and who sent her.
  await at_b.getByRole('button', { name: /TRẦN THỊ BƯỞI.*Nguyễn Văn Á.*Viêm phổi thùy \(J18\.9\)/s }).click()
  await at_b.getByText('Chữ ký và nội dung hợp lệ').waitFor()
  await at_b.getByText(`Văn bản của ${a.name}`, { exact: false }).waitFor()
  await at_b.getByRole('button', { name: 'Lập hồ sơ mới từ văn bản' }).click()
  await at_b.getByRole('button', { name: 'Lập hồ sơ và ghép' }).click()
  await at_b.getByText('người ghép').or(at_b.getByText('lập hồ sơ từ văn bản này')).waitFor()
  await at_b.getByRole('button', { name: 'Từ chối', exact: true }).click()
  await at_b.getByRole('dialog').getByRole('textbox').fill('Hết giường hồi sức')
  await at_b.getByRole('dialog').getByRole('button', { name: 'Từ chối' }).click()
  await at_b.getByText('Đã từ chối:', { exact: false }).waitFor()
  await until('A knows', async () => {
    const rows = await world.ask<{ state: string }>('SELECT state FROM exchange.outgoing WHERE facility = $1', [a.code])
    return rows[0]?.state === 'rejected'
  })
  const at_a = await screen.sit_down('doctor')
  await at_a.goto(`${world.base}/lien-thong/di`)
  await at_a.getByRole('button', { name: /Hết giường hồi sức/ }).click()
  const dialog = at_a.getByRole('dialog')
  await dialog.locator('b', { hasText: b.name }).waitFor()
  await dialog.getByText('đã kiểm chữ ký', { exact: false }).waitFor()
  assert.equal(await dialog.getByText('Bị từ chối').count(), 1)
})

test('reception of B admits from the letter: what it says is filled in, and the way leads back to it', async () => {
  const identifier = [{ system: identifier_system.cccd, value: '024165000789' }]
  const diagnosis = {
    ...{ resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' } },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I21.0' }], text: 'Nhồi máu cơ tim cấp' },
  }
  const request = {
    ...{ resourceType: 'ServiceRequest', id: 'r1', status: 'active', intent: 'order', priority: 'stat' },
    ...{ subject: { reference: 'Patient/p1' }, reasonReference: [{ reference: 'Condition/c1' }] },
    occurrencePeriod: { start: '2026-11-20', end: '2026-12-04' },
  }
  const submission = await letter({
    submission: { person: { identifiers: identifier, name: 'LÊ VĂN GẤP', birth_date: '1965-01-02', gender: 'male' } },
    document: {
      patient: { ...patient, identifier, name: [{ text: 'Lê Văn Gấp' }], birthDate: '1965-01-02', gender: 'male' },
      sections: [{ title: 'Yêu cầu chuyển cơ sở', entries: [request, diagnosis] }],
    },
  })
  await world.post(a, { submission })
  const at_b = await screen.sit_down('reception.b')
  await at_b.goto(`${world.base}/lien-thong?khay=unmatched`)
  await at_b.getByRole('button', { name: /LÊ VĂN GẤP.*Cấp cứu.*Nhồi máu cơ tim cấp \(I21\.0\)/s }).click()
  await at_b.getByRole('button', { name: 'Lập hồ sơ mới từ văn bản' }).click()
  await at_b.getByRole('button', { name: 'Lập hồ sơ và ghép' }).click()
  await at_b.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await at_b.getByRole('button', { name: 'Nhập viện', exact: true }).click()
  const referral = at_b.getByLabel('Chẩn đoán nơi chuyển đến')
  await referral.waitFor()
  assert.equal(await referral.inputValue(), 'Nhồi máu cơ tim cấp')
  const letter_page = new RegExp('/lien-thong/den/')
  await at_b.locator('select').first().selectOption('01929-K03')
  await at_b.getByRole('button', { name: /Nhập viện, mở bệnh án/ }).click()
  await at_b.waitForURL(letter_page)
  await at_b.getByRole('button', { name: /Người bệnh đã đến/ }).click()
  await at_b.getByText(/^Đã đến: /).waitFor()
  const body = await until('the visit the letter led to', async () => {
    const [stay] = await world.ask<{ body: string }>(
      `SELECT r.body FROM exchange.incoming AS i JOIN record.resource AS r ON r.facility = i.facility
         AND r.type = 'Encounter' AND r.id = i.encounter WHERE i.facility = $1 AND i.state = 'completed'`,
      [b.code],
    )
    return stay?.body
  })
  const { hospitalization } = JSON.parse(body) as {
    hospitalization?: { admitSource?: { coding: { code: string }[] } }
  }
  assert.equal(
    hospitalization?.admitSource?.coding[0]?.code,
    '1',
    'through the emergency department, as the letter says',
  )
})

test('a PDF of another person: reception of B reads whom it names before she matches; A reads why nobody was found', async () => {
  const on_paper = { name: 'Hoàng Văn Bách', identifiers: [{ system: identifier_system.cccd, value: '024090005678' }] }
  const submission = await letter({ on_paper })
  const id = await world.post(a, { submission })
  const at_b = await screen.sit_down('reception.b')
  await until('the letter at B', async () => {
    const document = submission.parts[0].identity
    return (await world.ask('SELECT FROM exchange.incoming WHERE document = $1', [document])).length > 0
  })
  await at_b.goto(`${world.base}/lien-thong?khay=unmatched`)
  await at_b.getByRole('button', { name: /TRẦN THỊ BƯỞI.*Bản PDF ghi người bệnh “HOANG VAN BACH”/s }).click()
  await at_b.getByText('Giấy và dữ liệu ghi hai người khác nhau').waitFor()
  await at_b.getByText(/“HOANG VAN BACH”, số định danh 024090005678; phong bì và dữ liệu ghi “TRẦN THỊ BƯỞI”/).waitFor()
  await until('A is told', async () => {
    const [row] = await world.ask<{ reason: string }>('SELECT reason FROM exchange.outgoing WHERE id = $1', [id])
    return row?.reason.includes('H.V.B.')
  })
  const at_a = await screen.sit_down('doctor')
  await at_a.goto(`${world.base}/lien-thong/di`)
  await at_a.getByRole('button', { name: /Chưa ghép với người bệnh nào.*“H\.V\.B\.”/s }).waitFor()
})

test('a records clerk holds a file of another house: she sees whose it is, takes it in, and the record says whose it is', async () => {
  const at_b = await screen.sit_down('records_archive.b')
  await at_b.goto(`${world.base}/lien-thong`)
  await at_b.getByRole('link', { name: 'Nhập tệp vào hồ sơ' }).click()
  const field = at_b.getByLabel('Chọn tệp XML hoặc JSON')
  const file = join(import.meta.dirname, '../conformance/hosobenhan/ra-vien.json')
  const broken = Buffer.from(readFileSync(file, 'utf8').slice(0, 900))
  await field.setInputFiles({ name: 'cat-cut.json', mimeType: 'application/json', buffer: broken })
  await at_b.getByRole('alert').waitFor()
  await field.setInputFiles(file)
  const act = at_b.getByRole('button', { name: 'Nhập vào hồ sơ' })
  await act.waitFor()
  assert.equal(await at_b.getByRole('alert').count(), 0)
  await at_b.getByText('HoSoBenhAn.ThongTinBenhNhan.mavach').waitFor()
  await at_b.getByLabel('Nơi lập bệnh án').fill('Bệnh viện Đa khoa thử A')
  assert.ok(await act.isDisabled(), 'not before somebody said that a field is left out')
  await at_b.getByLabel('Nhập và bỏ các trường này').check()
  await act.click()
  await at_b.getByText('Đã nhập vào hồ sơ').waitFor()
  await at_b.getByRole('link', { name: 'Mở bệnh án' }).click()
  await at_b.getByText('Bệnh án của Bệnh viện Đa khoa thử A, nhập từ tệp').waitFor()
  await at_b.getByText('Phẫu thuật nội soi cắt ruột thừa').first().waitFor()
  const reception = await screen.sit_down('reception.b')
  await reception.goto(`${world.base}/lien-thong`)
  await reception.getByRole('link', { name: /Chưa khớp/ }).waitFor()
  assert.equal(await reception.getByRole('link', { name: 'Nhập tệp vào hồ sơ' }).count(), 0)
})
