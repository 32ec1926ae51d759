/** SHARE-23: what a facility proves itself with does not lie openly in its database. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { find_link, put_link, set_link_tls } from '../../src/network/exchange/index.ts'
import type { LinkSettings } from '../../src/network/exchange/contract.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'

const directory = mkdtempSync(join(tmpdir(), 'vault-'))
const file = (name: string, ...keys: Buffer[]): string => {
  const path = join(directory, name)
  writeFileSync(path, keys.map((key) => key.toString('base64')).join('\n'), { mode: 0o600 })
  return path
}
const [first, second] = [randomBytes(32), randomBytes(32)]

// The world's houses were joined openly, as every house was before there was a vault.
const world = await start_world()
const { database } = world.site
const it_admin = await world.person('it_admin')
const kept = async (): Promise<string> =>
  (
    await world.ask<{ text: string }>(
      `SELECT coalesce(l.secret, '') || coalesce(l.private_jwk::text, '') || coalesce(l.tls::text, '')
         || coalesce((SELECT string_agg(k.private_jwk::text, '') FROM exchange.encryption_key AS k WHERE k.facility = $1), '') AS text
       FROM exchange.hub_link AS l WHERE l.facility = $1`,
      [a.code],
    )
  )[0]?.text ?? ''
const link_of = (facility: string) => database.in_facility(facility, (sql) => find_link(sql, facility))
const settings = async () => ((await it_admin('GET', '/api/exchange/settings')).json as LinkSettings).link

test('without a key the secrets lie openly, and the settings page says so', async () => {
  await until('a key to encrypt for us', async () => (await kept()).split('"d"').length > 2)
  assert.equal((await settings())?.is_sealed, false)
  assert.equal((await settings())?.profile, 'sandbox')
})

test('with a key they are sealed at the next daily round, and letters go on', async () => {
  process.env['VAULT_KEY_FILE'] = file('one', first)
  await world.ask('UPDATE exchange.hub_link SET directory_at = NULL, next_poll_at = now()')
  await until('everything is sealed', async () => (await settings())?.is_sealed)
  assert.doesNotMatch(await kept(), /"d"/)
  assert.match(await kept(), /sealed:v1:/)
  const id = await world.post(a, { submission: await letter() })
  const doctor = await world.person('doctor')
  await until(
    'the letter is there',
    async () => (await doctor('GET', `/api/exchange/outgoing/${id}`)).json['state'] === 'received',
  )
})

test('what is sealed for one house opens for no other', async () => {
  await world.ask(
    'UPDATE exchange.hub_link SET private_jwk = (SELECT private_jwk FROM exchange.hub_link WHERE facility = $1) WHERE facility = $2',
    [a.code, b.code],
  )
  await assert.rejects(link_of(b.code), /authenticate/)
})

test('a new secret is sealed with the newest key; the older one still opens; without it nothing is guessed', async () => {
  process.env['VAULT_KEY_FILE'] = file('two', second, first)
  const before = await link_of(a.code)
  assert.ok(before?.private_jwk?.['d'], 'sealed with the first key')
  const link = { facility: a.code, base_url: world.hub_url, client_id: 'house', private_jwk: null }
  await database.in_facility(a.code, (sql) => put_link(sql, { ...link, secret: 'rất-bí-mật' }))
  await database.in_facility(a.code, (sql) =>
    set_link_tls(sql, a.code, { private_key_pem: '-----BEGIN PRIVATE KEY-----' }),
  )
  assert.doesNotMatch(await kept(), /rất-bí-mật|BEGIN PRIVATE/)
  const found = await link_of(a.code)
  assert.deepEqual([found?.secret, found?.tls?.private_key_pem], ['rất-bí-mật', '-----BEGIN PRIVATE KEY-----'])
  process.env['VAULT_KEY_FILE'] = file('three', first)
  await assert.rejects(link_of(a.code), /VAULT_KEY_FILE does not hold/)
  process.env['VAULT_KEY_FILE'] = file('two', second, first)
})

test('a file that holds no key is refused by name', async () => {
  writeFileSync(join(directory, 'bad'), 'abc\n')
  process.env['VAULT_KEY_FILE'] = join(directory, 'bad')
  await assert.rejects(link_of(a.code), /each line is 32 bytes as base64/)
  process.env['VAULT_KEY_FILE'] = file('two', second, first)
})
