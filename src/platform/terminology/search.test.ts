import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { open_terminology, tree_import } from './fixtures.ts'
import { search_concepts, type SearchRequest } from './index.ts'

const { read, run_import } = await open_terminology()
before(() => run_import(tree_import).then(() => undefined))

const codes_of = async (text: string, more: Partial<SearchRequest> = {}): Promise<string[]> =>
  (
    await read((sql) => search_concepts(sql, { catalogue: 'icd10', on_date: '2026-08-01', text, limit: 5, ...more }))
  ).map((hit) => hit.code)

test('search: codes however they are typed, then words by their beginnings', async () => {
  for (const typed of ['J15.9', 'j159', 'J 15.9', ' j15.9 ']) assert.equal((await codes_of(typed))[0], 'J15.9', typed)
  assert.deepEqual(await codes_of('j15'), ['J15.0', 'J15.9', 'J15'], 'what may stand before what is too broad')
  assert.deepEqual(await codes_of('viem phoi th'), ['J18.1'])
  assert.deepEqual(await codes_of('Viêm phổi thùy'), ['J18.1'], 'the other spelling of the tone mark')
  assert.deepEqual(await codes_of('phoi kleb'), ['J15.0'])
  assert.deepEqual(await codes_of('lao mang'), ['A17.0'], 'words in any order')
  assert.equal((await codes_of('phôi'))[0], 'S02', 'typed marks are preferred')
  const without_use = await codes_of('viem phoi', { limit: 50 })
  assert.equal(without_use[0], 'J13')
  assert.deepEqual(without_use.slice(-2), ['J18', 'J15'], 'too broad for any use: the exact name, and still last')
  const for_main = await codes_of('viem phoi', { limit: 50, context: { use: 'main' } })
  assert.deepEqual(for_main.slice(-3), ['J18', 'J15', 'J17.0'], 'codes barred from the use come last')
  assert.equal(for_main[0], 'J13')
  assert.deepEqual(await codes_of("'; drop table x; --"), [])
  assert.deepEqual(await codes_of('không có bệnh này'), [])
  assert.deepEqual(await codes_of('', { limit: 2 }), ['A17', 'A17.0'])
  assert.deepEqual(await codes_of('viem', { parent: 'J18' }), ['J18.9', 'J18.1'])
  assert.deepEqual(await codes_of('j15', { on_date: '2026-06-30' }), [], 'no list in force yet')
})

test('search tells what is allowed and why not', async () => {
  const hits = await read((sql) =>
    search_concepts(sql, { catalogue: 'icd10', on_date: '2026-08-01', text: 'j15', context: { use: 'main' } }),
  )
  assert.deepEqual(
    hits.map((hit) => hit.allowed),
    [true, true, false],
  )
  assert.match(hits[2]?.warnings[0] ?? '', /J15 chưa đủ chi tiết/)
})
