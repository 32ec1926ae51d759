/** The Sở looks at whose software was tested at its hub, and takes a certification back; the hub's staff only look. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { certify, open_entry } from '../../src/apps/kit/index.ts'
import { make_link_key } from '../../src/network/exchange/index.ts'
import { add_seal, add_trusted_root, member_client_id, member_scope } from '../../src/network/membership/index.ts'
import { put_client } from '../../src/platform/access/index.ts'
import { make_sample_house } from '../../src/standards/sample-letters/index.ts'
import { start_test_hub } from '../test-hub.ts'
import { password } from '../test-site.ts'
import { start_screen } from './screen.ts'

const code = '24012'
const hub = await start_test_hub({ certification: { step_s: 60, silence_s: 2, quiet_s: 1 } })
const screen = await start_screen(hub)

const certify_member = async (): Promise<void> => {
  const { private_jwk, public_jwk } = await make_link_key()
  const signers = make_sample_house(code, 'Cơ sở thử')
  await hub.site.database.in_site(async (sql) => {
    await add_trusted_root(sql, signers.root_pem)
    await add_seal(sql, code, signers.seal.certificate)
  })
  const client = { client_id: member_client_id(code), facility: code, name: code, scope: member_scope }
  await put_client(hub.site.database, { ...client, jwks: { keys: [public_jwk] } })
  const ask = open_entry({ hub: hub.base, client: client.client_id, key: private_jwk })
  const software = { vendor: 'Công ty Mẫu', product: 'HIS Mẫu', version: '7.1' }
  const run = await certify({ ask, signers, memory: { done: new Set() } }, software, () => undefined, 50)
  assert.equal(run.state, 'passed', run.report?.text ?? '')
}

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
  await page.keyboard.press('Alt+4')
  await page.getByText('HIS Mẫu 7.1').waitFor()
  return page
}

test('what passed is seen with its nine steps, and taken back with a reason', async () => {
  await certify_member()
  const staff = await sit_down('hub_operator')
  assert.equal(await staff.getByRole('button', { name: 'Thu hồi' }).count(), 0)
  const page = await sit_down('oversight')
  assert.equal(await page.getByRole('list', { name: '9/9 bước đạt' }).getByRole('listitem').count(), 9)
  await page.getByText('Đạt', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Thu hồi' }).click()
  await page.keyboard.type('Lộ khóa của máy chủ')
  await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click()
  await page.getByText('Đã thu hồi: Lộ khóa của máy chủ').waitFor()
})
