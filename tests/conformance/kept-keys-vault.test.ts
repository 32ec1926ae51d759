/** SHARE-23: with a copy of the database alone nobody signs, makes tokens or speaks to a receiver in the house's name. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { seal_open_secrets } from '../../src/apps/server/seal-secrets.ts'
import { get_provider, load_authority } from '../../src/platform/signing/index.ts'
import { load_token_key, renew_token_key } from '../../src/platform/access/index.ts'
import { open_behind } from '../refusals/behind.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'
import { start_receiver, subscription, topic, until } from './receiver.ts'

const directory = mkdtempSync(join(tmpdir(), 'vault-'))
const use_key = (name: string, ...keys: Buffer[]): void => {
  const path = join(directory, name)
  writeFileSync(path, keys.map((key) => key.toString('base64')).join('\n'), { mode: 0o600 })
  process.env['VAULT_KEY_FILE'] = path
}
const [first, second] = [randomBytes(32), randomBytes(32)]

const running = await start_test_site({ subscriptions: { hosts: ['127.0.0.1'] } })
const { database } = running.site
const { owner } = await open_behind(running)
const system = await running.system()
const doctor = await running.person('doctor')
const reception = await running.person('reception')
const receiver = await start_receiver()

/** Every secret of these tables as a copy of the database shows it. */
const kept = async (): Promise<string> => {
  const { rows } = await owner.query<{ text: string }>(
    `SELECT concat_ws(' ',
       (SELECT string_agg(private_key_pem, ' ') FROM signing.authority), (SELECT string_agg(private_key_pem, ' ') FROM signing.certificate),
       (SELECT string_agg(private_jwk::text, ' ') FROM access.token_key), (SELECT string_agg(private_jwk::text, ' ') FROM smart.key),
       (SELECT string_agg(headers::text, ' ') FROM record.subscription)) AS text`,
  )
  return rows[0]?.text ?? ''
}
const open_secret = /BEGIN PRIVATE|"d":|bi-mat/

const sign_a_sheet = async (bed: string, identity?: string): Promise<number> => {
  const person =
    identity === undefined
      ? {}
      : { identity: { kind: 'cccd', value: identity }, insurance: undefined, name: 'phạm thị thử' }
  const registered = await reception('POST', '/api/patients', registration(person))
  assert.equal(registered.status, 201, registered.text)
  const patient = registered.json['id']
  const stay = await reception('POST', '/api/stays', admission(String(patient), { bed }))
  assert.equal(stay.status, 201, stay.text)
  const { sheet } = stay.json
  const draft = { seen_revision: 0, base_version: 1, tab: 't', answers: clinical_answers }
  await doctor('PUT', `/api/sheets/${sheet}/draft`, draft)
  await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
  return (await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 })).status
}
const tell_receiver = async (): Promise<void> => {
  const before = receiver.letters.length
  await system('POST', '/fhir/Basic', { resourceType: 'Basic', code: { text: 'thử' } })
  await until(
    () => receiver.letters.length > before,
    () => receiver.letters.length,
  )
}

test('without a key they lie openly', async () => {
  const channel = { endpoint: receiver.url, header: ['Authorization: Bearer bi-mat'] }
  const made = await system('POST', '/fhir/Subscription', subscription({ criteria: topic('changed-Basic'), channel }))
  assert.equal(made.status, 201, made.text)
  await until(
    () => receiver.letters.length === 1,
    () => receiver.letters,
  )
  assert.equal(await sign_a_sheet('24012-G12'), 200)
  const text = await kept()
  for (const part of ['BEGIN PRIVATE', '"d":', 'bi-mat']) assert.ok(text.includes(part), part)
  assert.equal(await seal_open_secrets(database), 0)
})

test('with a key all of them are sealed when the server starts, once; signing, tokens and notifications go on', async () => {
  use_key('one', first)
  assert.ok((await seal_open_secrets(database)) >= 5)
  assert.equal(await seal_open_secrets(database), 0)
  assert.doesNotMatch(await kept(), open_secret)
  assert.equal(await sign_a_sheet('24012-G13', '024168009999'), 200)
  await tell_receiver()
  assert.equal(receiver.letters.at(-1)?.headers.authorization, 'Bearer bi-mat')
  const again = await running.system()
  assert.equal((await again('GET', '/fhir/Patient?_count=1')).status, 200)
})

test('what is made from now on never lies openly; a newer key comes before the older, which goes on opening', async () => {
  use_key('two', second, first)
  const before = (await load_token_key(database)).kid
  await renew_token_key(database)
  const key = await load_token_key(database)
  assert.notEqual(key.kid, before)
  assert.deepEqual([...key.public_keys.keys()].sort(), [key.kid, before].sort(), 'both are opened')
  assert.doesNotMatch(await kept(), open_secret)
})

test('without the key, or with another certificate’s seal, nobody signs', async () => {
  const { rows } = await owner.query<{ owner: string; serial: string }>(
    'SELECT DISTINCT ON (owner) owner, serial FROM signing.certificate ORDER BY owner, created_at DESC LIMIT 2',
  )
  const [one, other] = rows
  assert.ok(one && other)
  await database.in_site((sql) => get_provider(sql, one.owner))
  use_key('three', randomBytes(32))
  await assert.rejects(
    database.in_site((sql) => get_provider(sql, one.owner)),
    /VAULT_KEY_FILE does not hold/,
  )
  await assert.rejects(database.in_site(load_authority), /VAULT_KEY_FILE does not hold/)
  use_key('two', second, first)
  await owner.query(
    'UPDATE signing.certificate SET private_key_pem = (SELECT private_key_pem FROM signing.certificate WHERE serial = $1) WHERE serial = $2',
    [other.serial, one.serial],
  )
  await assert.rejects(
    database.in_site((sql) => get_provider(sql, one.owner)),
    /authenticate/,
  )
})
