import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create_audit_log } from '../audit/index.ts'
import { before_dropping, test_database } from '../database/test-database.ts'
import { create_web_server } from '../http/index.ts'
import { address_of_raw } from './door.ts'
import { load_smart_keys } from './keys.ts'
import { provider_when_asked } from './open-provider.ts'

const { database } = await test_database()
const audit = create_audit_log(database)
const web = await create_web_server(database, audit)
before_dropping(() => web.app.close())
const rooms = { database, audit, web, base_url: 'http://127.0.0.1:1' }
const keys = await load_smart_keys(database, web.token_key)

test('a start that failed is not the last: who asks next gets the provider, and everybody the same one', async () => {
  const given = { ...keys, jwks: [{ kty: 'RSA', use: 'sig' }] }
  const open = provider_when_asked(rooms, given, address_of_raw)
  const both = await Promise.allSettled([open(), open()])
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  given.jwks = keys.jwks as typeof given.jwks
  const [first, second] = await Promise.all([open(), open()])
  assert.equal(first.provider.issuer, 'http://127.0.0.1:1/oauth')
  assert.equal(second, first)
})
