/** An app nobody here wrote (fhirclient, SMART's own library), in a real browser, from another site. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { start_screen } from '../journeys/screen.ts'
import { register_app } from '../smart-app.ts'
import { admission, password, registration, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const { base } = running
const screen = await start_screen(running)

const reception = await running.person('reception')
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter } = (await reception('POST', '/api/stays', admission(patient))).json as { encounter: string }
const other = (
  await reception(
    'POST',
    '/api/patients',
    registration({
      name: 'trần văn nam',
      gender: 'male',
      identity: { kind: 'cccd', value: '024068009999' },
      confirm_new: true,
      insurance: undefined,
      phone: '0911111111',
    }),
  )
).json['id'] as string
const system = await running.system()
await system('PUT', '/fhir/Practitioner/pr-doctor', {
  ...{ resourceType: 'Practitioner', id: 'pr-doctor', name: [{ text: 'BS. Nguyễn Văn An' }] },
})
const about = (id: string) => ({ reference: `Patient/${id}` })
for (const subject of [patient, other])
  await system('POST', '/fhir/Observation', {
    ...{ resourceType: 'Observation', status: 'final', code: { text: 'Glucose' }, subject: about(subject) },
    valueQuantity: { value: 5.4, unit: 'mmol/L' },
  })

/** The whole app: three pages around fhirclient's bundle, at a site of its own (localhost is not 127.0.0.1). */
const bundle = readFileSync(join(import.meta.dirname, '../../node_modules/fhirclient/build/fhir-client.js'))
const page_of = (script: string): string =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Ứng dụng thử</title><body><script src="/fhir-client.js"></script><script>${script}</script></body></html>`
const authorize = (options: Json): string => page_of(`FHIR.oauth2.authorize(${JSON.stringify(options)})`)
const read_everything = page_of(`
  const show = (found) => { document.body.innerText = JSON.stringify(found); document.body.id = 'done' }
  FHIR.oauth2.ready().then(async (client) => {
    window.client = client
    const status = (path) => client.request(path).then(() => 200, (error) => error.statusCode ?? error.status ?? String(error))
    show({
      patient: (await client.patient.read()).id,
      user: (await client.user.read()).id,
      observations: (await client.patient.request('Observation', { flat: true })).map((one) => one.subject.reference),
      pages: (await client.request('Observation?_count=1', { pageLimit: 0, flat: true })).length,
      encounter: client.encounter.id,
      banner: client.getState('tokenResponse.need_patient_banner'),
      scope: client.getState('tokenResponse.scope'),
      other: await status('Patient/${other}'),
      log: await status('AuditEvent'),
      refreshed: client.state.tokenResponse.refresh_token ? (await client.refresh()).tokenResponse.patient : null,
      again: (await client.patient.read()).id,
    })
  }).catch((error) => show({ refused: String(error.message ?? error) }))`)

const app_server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const body: Record<string, string | Buffer> = {
    '/fhir-client.js': bundle,
    '/alone.html': authorize({
      ...{ clientId: 'ung-dung-thu', iss: `${base}/fhir`, redirectUri: 'app.html' },
      scope: 'openid fhirUser launch/patient offline_access patient/*.rs user/Practitioner.rs',
    }),
    '/launch.html': authorize({
      ...{ clientId: 'ung-dung-thu', redirectUri: 'app.html' },
      scope: 'openid fhirUser launch patient/*.read user/Practitioner.rs',
    }),
    '/app.html': read_everything,
  }
  const found = body[path]
  response.writeHead(found ? 200 : 404, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html' })
  response.end(found ?? '')
})
await new Promise<void>((resolve) => app_server.listen(0, 'localhost', resolve))
after(() => app_server.close())
const app = `http://localhost:${(app_server.address() as AddressInfo).port}`
await register_app(running, {
  ...{ client_id: 'ung-dung-thu', name: 'Ứng dụng thử' },
  scope: 'launch launch/patient offline_access patient/*.rs user/Practitioner.rs',
  ...{ redirect_uris: [`${app}/app.html`], launch_uri: `${app}/launch.html` },
})

const told = async (page: Page): Promise<Json> => {
  await page.locator('body#done').waitFor()
  return JSON.parse(await page.locator('body').innerText()) as Json
}

test('stand-alone: the app sends the doctor here; she signs in, chooses the patient by keyboard, allows, and it reads', async () => {
  const page = await screen.open_tab(await screen.computer())
  await page.goto(`${app}/alone.html`)
  await page.getByText('Một ứng dụng xin vào bệnh án').waitFor()
  await page.locator('input[autocomplete="username"]').fill('doctor')
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ứng dụng thử xin vào bệnh án' }).waitFor()
  await page.getByText('Đọc toàn bộ bệnh án').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Cho phép' }).isDisabled(), 'first who, then yes')
  await page.locator('#app-patient:focus').waitFor()
  await page.keyboard.type('huong')
  await page.locator('[role="option"]').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('#app-allow:focus').waitFor()
  await page.keyboard.press('Enter')
  const found = await told(page)
  assert.equal(new URL(page.url()).origin, app)
  const { scope, ...rest } = found
  assert.deepEqual(rest, {
    ...{ patient, user: 'pr-doctor', encounter: null, banner: true, other: 404, log: 403 },
    ...{ refreshed: patient, again: patient, observations: [`Patient/${patient}`], pages: 1 },
  })
  assert.deepEqual(String(scope).split(' ').toSorted(), [
    'fhirUser',
    'launch/patient',
    'offline_access',
    'openid',
    'patient/*.rs',
    'user/Practitioner.rs',
  ])
})

test('from the chart: the app opens for the patient who lies there; the second time nothing is asked', async () => {
  const page = await screen.sit_down('doctor')
  const open = async (): Promise<Page> => {
    await page.goto(`${base}/benh-an/${encounter}`)
    await page.locator('#chart-menu').waitFor()
    await page.keyboard.press('m')
    const opened = page.context().waitForEvent('page')
    await page.getByRole('button', { name: 'Mở Ứng dụng thử' }).click()
    return opened
  }
  const first = await open()
  await first.getByText('NGUYỄN THỊ HƯƠNG').or(first.getByText('Nguyễn Thị Hương')).first().waitFor()
  await first.getByRole('button', { name: 'Cho phép' }).click()
  const found = await told(first)
  assert.deepEqual(
    [found['patient'], found['encounter'], found['user'], found['refreshed'], found['other']],
    [patient, encounter, 'pr-doctor', null, 404],
  )
  const second = await told(await open())
  assert.deepEqual([second['patient'], second['encounter']], [patient, encounter])
})

test('no is no; and what was allowed is seen and taken back on the page of apps', async () => {
  const page = await screen.sit_down('doctor')
  await page.goto(`${app}/alone.html`)
  await page.getByRole('button', { name: 'Từ chối' }).click()
  assert.match(String((await told(page))['refused']), /the person said no|access_denied/)

  const reader = await screen.open_tab(page.context())
  await reader.goto(`${app}/alone.html`)
  await reader.locator('#app-patient').fill('huong')
  await reader.locator('[role="option"]').first().click()
  await reader.getByRole('button', { name: 'Cho phép' }).click()
  await told(reader)
  await page.goto(`${base}/ung-dung`)
  const card = page.locator('.app-card').first()
  await card.getByText('Nguyễn Thị Hương', { exact: false }).waitFor()
  const before = await page.locator('.app-card').count()
  await card.getByRole('button', { name: 'Thu hồi' }).click()
  await page.waitForFunction(`document.querySelectorAll('.app-card').length < ${before}`)
  const refused = await reader.evaluate(
    `client.request('Patient/' + client.patient.id).then(() => 'read', (error) => String(error.message))`,
  )
  assert.notEqual(refused, 'read')
})

test('the administrator sees which apps there are, and closes one', async () => {
  const page = await screen.open_tab(await screen.computer())
  await page.goto(base)
  await page.locator('input[autocomplete="username"]').fill('it_admin')
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Ứng dụng' }).click()
  const line = page.locator('tr', { hasText: 'ung-dung-thu' })
  await line.getByRole('button', { name: 'Ngừng' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ngừng' }).click()
  await line.getByText('Đã ngừng').waitFor()
  const other_page = await screen.open_tab(await screen.computer())
  await other_page.goto(`${app}/alone.html`)
  await other_page.getByText('Ứng dụng không vào được').first().waitFor()
})
