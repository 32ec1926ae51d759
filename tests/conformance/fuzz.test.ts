import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find_inconsistencies } from '../../bench/fhir/fuzz/consistency.ts'
import { prepare } from '../../bench/fhir/fuzz/prepare.ts'
import { run_fuzz, words_of_finding } from '../../bench/fhir/fuzz/run.ts'
import { facilities, password, start_test_site } from '../test-site.ts'
import { token_of } from './bulk-client.ts'

/** A small seed of bench/fhir/fuzz.ts, which was run with 100,000 requests. */
const running = await start_test_site()

test('generated requests: no 5xx, each refusal an OperationOutcome, and the store is whole afterwards', async (t) => {
  const token = await token_of(running.base, 'client', password)
  const material = await prepare(running.base, token, 1)
  const wish = { base: running.base, token, seed: 20_261_121, from: 0, count: 1_500, lanes: 6 }
  const { sent, ms, kinds, findings } = await run_fuzz(wish, material)
  t.diagnostic(
    `${sent} requests in ${Math.round(ms)} ms: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join()}`,
  )
  assert.equal(sent, wish.count)
  assert.ok(kinds.size >= 10)
  // Other tests run on the same two cores: a slow answer says nothing here.
  const faults = findings.filter(({ what }) => !/^\d+ ms$/.test(what))
  assert.deepEqual(faults.map(words_of_finding), [])
  assert.deepEqual(await find_inconsistencies(running.url, facilities[0]?.code ?? '', 'client'), [])
})
