/** Papers that are nobody's yet: matched by a person, put back when she was another, and what went with them goes along (SHARE-13). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { registration, type Json } from '../test-site.ts'
import { start_screen } from './screen.ts'

const world = await start_world()
const screen = await start_screen(world)
const reception = await world.person('reception.b')

const bare = { insurance: undefined, phone: undefined, contact: undefined, confirm_new: true }
const register = async (changes: Json): Promise<string> => {
  const made = await reception('POST', '/api/patients', registration({ ...bare, ...changes }))
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const wrong = await register({
  ...{ name: 'trần thị bưởi', birth_date: '1958-02-01' },
  identity: { kind: 'cccd', value: '024158000111' },
})
// She came without her card that day.
const right = await register({
  ...{ name: 'trần thị bưởi', birth_date: '1990-03-02', identity: { kind: 'cmnd', value: '121234567' } },
})

const slip = {
  ...{ resourceType: 'Appointment', id: 'h1', status: 'proposed', created: '2026-11-20' },
  identifier: [{ system: identifier_system.reexam_letter, value: `${a.code}.HK.26.000009` }],
  requestedPeriod: [{ start: '2026-12-05', end: '2026-12-05' }],
  participant: [{ actor: { reference: 'Patient/p1' }, required: 'required', status: 'accepted' }],
}
await world.post(a, {
  submission: await letter({
    submission: { kind: 'reexam-letter' },
    document: { kind: 'reexam-letter', sections: [{ title: 'Hẹn khám lại', entries: [slip] }] },
  }),
})
const [{ id }] = (await until('the letter at B', async () => {
  const { lines } = (await reception('GET', '/api/exchange/incoming?tray=unmatched')).json
  return (lines as Json[]).length > 0 && lines
})) as [Json]

const page = await screen.sit_down('reception.b')
const slips_of = async (patient: string): Promise<Json[]> =>
  (await reception('GET', `/api/patients/${patient}/slips`)).json['slips'] as Json[]

test('it waits among the unmatched and opens with what speaks for whom; nobody can take it on for nobody', async () => {
  await page.goto(`${world.base}/lien-thong?khay=unmatched`)
  await page.getByRole('button', { name: /Trần Thị Bưởi.*Hẹn khám lại/is }).click()
  await page.getByText('Chưa có hồ sơ nào chắc chắn là người này.').waitFor()
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await page.getByText('Hãy ghép phiếu hẹn với người bệnh trước khi nhận lịch').waitFor()
})

test('a person lays it to a chart and takes it on: the appointment stands on that person’s page', async () => {
  await page.getByLabel('Tìm trong hồ sơ của cơ sở').fill('024158000111')
  await page
    .getByRole('option', { name: /Trần Thị Bưởi/i })
    .first()
    .click()
  const check = page.getByRole('dialog', { name: 'Khác với văn bản' })
  await check.getByRole('row', { name: 'Ngày sinh 02/03/1990 01/02/1958' }).waitFor()
  await check.getByRole('row', { name: 'CCCD 024190000123 024158000111' }).waitFor()
  await check.getByRole('button', { name: 'Vẫn là người này, ghép' }).click()
  await page.getByText('người ghép').waitFor()
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  await page.getByText(/^Đã nhận lời: /).waitFor()
  assert.deepEqual(
    (await slips_of(wrong)).map(({ state }) => state),
    ['open'],
  )
})

test('it was another: put back it waits again, and the wrong chart knows nothing of it any more', async () => {
  await page.getByRole('button', { name: 'Không phải người này' }).click()
  await page.getByRole('button', { name: 'Trả về khay chưa khớp' }).click()
  await page.getByText('Đã trả về khay chưa khớp').waitFor()
  await page.getByText('Chưa có hồ sơ nào chắc chắn là người này.').waitFor()
  assert.deepEqual(await slips_of(wrong), [])
  await page.goto(`${world.base}/nguoi-benh/${wrong}`)
  await page.getByText('Chưa có lượt khám nào ở cơ sở này.').waitFor()
  assert.equal(await page.getByText('Hẹn 05/12/2026').count(), 0)
  await page.goto(`${world.base}/lien-thong?khay=unmatched`)
  await page.getByRole('button', { name: /Trần Thị Bưởi.*Hẹn khám lại/is }).click()
  const again = await reception('POST', `/api/exchange/incoming/${id}/put-back`, {})
  assert.equal(again.status, 409)
  assert.match(again.text, /chưa ghép với ai/)
})

test('laid to the right chart the appointment comes along, though its sender was told long ago', async () => {
  await page.getByLabel('Tìm trong hồ sơ của cơ sở').fill('121234567')
  await page
    .getByRole('option', { name: /Trần Thị Bưởi/i })
    .first()
    .click()
  await page.getByText('người ghép').waitFor()
  await page.getByRole('link', { name: 'Mở hồ sơ' }).click()
  await page.waitForURL(new RegExp(right))
  await page.locator('section.slips').getByText('Hẹn 05/12/2026').waitFor()
  const { rows } = await world.site.database.in_facility(b.code, (sql) =>
    sql.query<{ detail: string }>(
      "SELECT detail FROM audit.event WHERE facility = $1 AND interaction = 'answer-document' AND detail ~ 'trả về khay'",
      [b.code],
    ),
  )
  assert.equal(rows.length, 1, 'who put it back is written down')
})

test('who came by it is she: it cannot be put back; another house cannot touch it', async () => {
  const stay = await reception('POST', '/api/stays', {
    ...{ patient: right, kind: 'inpatient', admitted_at: '2026-11-22T08:00', admit_from: '1', referred_by: '2' },
    ...{ payer_kind: '1', department: `${b.code}-K03`, bed: `${b.code}-G12`, form: '01-BV1' },
    admission_diagnosis: { text: 'Viêm phổi', code: 'J18.9' },
  })
  assert.equal(stay.status, 201, stay.text)
  const came = await reception('POST', `/api/exchange/incoming/${id}/arrive`, { encounter: stay.json['encounter'] })
  assert.equal(came.status, 200, came.text)
  const back = await reception('POST', `/api/exchange/incoming/${id}/put-back`, {})
  assert.equal(back.status, 409)
  assert.match(back.text, /đã gắn với lượt khám/)
  await page.goto(`${world.base}/lien-thong/den/${id}`)
  await page.getByText(/^Đã đến: /).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Không phải người này' }).count(), 0)
  const stranger = await world.person('reception')
  assert.equal((await stranger('POST', `/api/exchange/incoming/${id}/put-back`, {})).status, 404)
})
