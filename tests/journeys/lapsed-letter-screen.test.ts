/** SHARE-12, SHARE-14 on the screens: a letter that lapsed, received all the same; a letter corrected after it was sent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_lapsing } from '../../src/network/exchange/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { patient as written_of } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { registration } from '../test-site.ts'
import { start_screen } from './screen.ts'

const world = await start_world()
const reception = await world.person('reception.b')
assert.equal((await reception('POST', '/api/patients', registration())).status, 201)
const screen = await start_screen(world)

const identifier = [{ system: identifier_system.cccd, value: '024168001234' }]
const person = {
  identifiers: identifier,
  name: 'Nguyễn Thị Hương',
  birth_date: '1968-03-12',
  gender: 'female' as const,
}
const request = {
  ...{
    resourceType: 'ServiceRequest',
    id: 'r1',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
  },
  ...{ code: { text: 'Chuyển cơ sở' }, occurrencePeriod: { start: '2026-06-01', end: '2026-06-15' } },
}
const of_person = { ...written_of, identifier, name: [{ text: person.name }], birthDate: person.birth_date }

const lapsed = await letter({
  submission: { person },
  document: { patient: of_person, sections: [{ title: 'Yêu cầu chuyển cơ sở', entries: [request] }] },
})
const out = await world.post(a, { submission: lapsed })
// The server's own clock comes round each few minutes.
const { database, store } = world.site
const clock = start_lapsing({ database, store, first_ms: 0, every_ms: 200, report: assert.fail })
await until('both houses see that it lapsed', async () => {
  const rows = await world.ask(
    `SELECT FROM exchange.incoming AS i, exchange.outgoing AS o
     WHERE i.facility = $1 AND i.expired_at IS NOT NULL AND o.id = $2 AND o.expired_at IS NOT NULL`,
    [b.code, out],
  )
  return rows.length > 0
})
await clock.stop()

test('reception of B finds her among the lapsed, receives her with a reason; A reads it', async () => {
  const at_a = await screen.sit_down('doctor')
  await at_a.goto(`${world.base}/lien-thong/di?khay=expired`)
  await at_a.getByRole('button', { name: /Nguyễn Thị Hương.*giá trị đến 15\/06\/2026.*Hết hạn, chưa đến/is }).waitFor()
  const page = await screen.sit_down('reception.b')
  await page.goto(`${world.base}/lien-thong?khay=expired`)
  await page.getByRole('button', { name: /Nguyễn Thị Hương.*Hết hạn/is }).click()
  await page.getByText('có giá trị đến hết ngày 15/06/2026: đã hết hạn', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Vẫn tiếp nhận người bệnh.', { exact: false }).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Vẫn tiếp nhận' }).isDisabled(), true)
  await dialog.getByRole('textbox').fill('đường ngập, không đi được')
  await dialog.getByRole('button', { name: 'Vẫn tiếp nhận' }).click()
  await page.getByText('vẫn tiếp nhận vì: đường ngập, không đi được', { exact: false }).waitFor()
  // The page looks again by itself three times a minute; the story does not wait for it.
  await until('A was told', async () => {
    await world.pass_time()
    const rows = await world.ask("SELECT FROM exchange.delivery WHERE facility = $1 AND reason LIKE '%đường ngập%'", [
      a.code,
    ])
    return rows.length > 0
  })
  await at_a.goto(`${world.base}/lien-thong/di`)
  await at_a.getByRole('button', { name: /Nguyễn Thị Hương.*vẫn tiếp nhận vì: đường ngập/is }).waitFor()
})

test('what was corrected after sending stands there with who still has the old version, and as files', async () => {
  const first = await letter()
  await world.post(a, { submission: first, about: 'sheet/1' })
  await until(
    'B has it',
    async () =>
      (await world.ask("SELECT FROM exchange.delivery WHERE facility = $1 AND state = 'received'", [a.code])).length >
      0,
  )
  world.wire.fault = () => 'refuse'
  await world.post(a, {
    submission: await letter({ submission: { replaces: first.parts[0].identity } }),
    about: 'sheet/1',
  })
  const page = await screen.sit_down('doctor')
  await page.goto(`${world.base}/lien-thong/da-sua`)
  await page.getByText('còn giữ bản cũ').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.setViewportSize({ width: 1366, height: 768 })
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'XLSX' }).click()
  assert.match((await file).suggestedFilename(), /^sua-sau-khi-gui-.*\.xlsx$/)
  world.wire.fault = () => undefined
  await until('B has the new one', async () => {
    await world.pass_time()
    const rows = await world.ask("SELECT FROM exchange.delivery WHERE facility = $1 AND state = 'received'", [a.code])
    return rows.length > 1
  })
  await page.reload()
  await page.getByText(/đã có bản mới \d/).waitFor()
})
