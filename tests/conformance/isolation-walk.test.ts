import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_test_site } from '../test-site.ts'
import { open_app } from './isolation/app-token.ts'
import { all_of, by_batch, by_get, by_post } from './isolation/asking.ts'
import { list_questions } from './isolation/questions.ts'
import { fill, house_a, house_b } from './isolation/world.ts'

/**
 * Facility A reaches nothing of facility B by whatever it asks: what only reads is asked before B has anything and after,
 * and the answers must be the same, letter for letter. `ISOLATION_WALK=whole` asks each way at each parameter.
 * What writes, and operations: isolation-deeds.
 */
const running = await start_test_site()
const system = await running.system()
const doctor = await running.person('doctor')
const of_b = await running.system('client.b')
const app = await open_app(running)
const questions = list_questions(process.env['ISOLATION_WALK'] === 'whole')
const paths = questions.map(({ path }) => path)

/** Each question by one of the ways, what is read by its name by each caller. */
const ask_all = async (): Promise<string[]> => {
  const ways = [by_get(system), by_post(doctor), by_get(app)]
  const is_single = (path: string): boolean => !path.includes('?')
  const single = paths.filter(is_single).flatMap((path) => ways.map((way) => ({ path, way })))
  const spread = paths
    .filter((path, i) => !is_single(path) && i % 5 === 0)
    .map((path, i) => ({ path, way: ways[i % ways.length] ?? by_get(system) }))
  const answers = await all_of([...single, ...spread], 12, async ({ path, way }) => `${path} → ${await way(path)}`)
  const together = paths.filter((path, i) => !is_single(path) && i % 5 !== 0)
  const blocks = Array.from({ length: Math.ceil(together.length / 200) }, (_, i) =>
    together.slice(i * 200, i * 200 + 200),
  )
  const batched = (await all_of(blocks, 4, (block) => by_batch(system, block))).flat()
  return [...answers, ...batched.map((text, i) => `${together[i]} → ${text}`)]
}

test('what only reads: A gets the same answers whether B is empty or full', async (t) => {
  await fill(house_a, system)
  const before = await ask_all()
  const held = await fill(house_b, of_b)
  const after_b = await ask_all()
  const different = before.flatMap((text, i) => (text === after_b[i] ? [] : [`${text}\n${after_b[i]}`.slice(0, 2_000)]))
  assert.deepEqual(different, [])
  assert.deepEqual(
    before.filter((text) => / → 5(?!01)/.test(text)),
    [],
  )
  const plain = questions.filter(({ is_plain }) => is_plain).map(({ path }) => path)
  const found = (await by_batch(of_b, plain)).filter((text) => text.includes(house_b.ids))
  t.diagnostic(
    `${before.length} asked twice, ${held.size} types held; ${found.length} of ${plain.length} find B's when B asks`,
  )
  assert.ok(found.length > plain.length / 2, 'the questions find what they ask for')
})
