import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate_resource } from './index.ts'
import { spread } from './test-elements.ts'
import { example_names, example_text, has_examples, owner_in, sites_of, type Site } from './test-examples.ts'
import { mutations_of, type Mutation } from './test-mutations.ts'

const value_at = (resource: unknown, site: Site): unknown => {
  const held = owner_in(resource, site.at)[site.key]
  return site.index === undefined ? held : (held as unknown[])[site.index]
}

/** Fields the walk has no business with: a resource's own type, and xhtml, which has its own test. */
const is_plain = (site: Site): boolean => site.key !== 'resourceType' && site.use.code !== 'xhtml'
const size_max = 9_000
const per_type = 2
const sites_max = 200

const is_right = (text: string): boolean => validate_resource(JSON.parse(text)).every((one) => one.severity !== 'error')

/** Of each type two examples of moderate size, or the smallest there is. */
const samples = (): Map<string, string[]> => {
  const all = new Map<string, string[]>()
  for (const name of has_examples ? example_names() : []) {
    const type = name.slice(0, name.indexOf('-'))
    all.set(type, [...(all.get(type) ?? []), example_text(name)])
  }
  const chosen = [...all].map(([type, texts]): [string, string[]] => {
    const sorted = texts.sort((one, other) => one.length - other.length)
    const moderate = sorted.filter((text) => text.length <= size_max)
    return [type, spread(moderate.length > 0 ? moderate : sorted.slice(0, 1), per_type).filter(is_right)]
  })
  return new Map(chosen.filter(([, texts]) => texts.length > 0))
}

/** What was said instead, if the fault was not told in its place. */
const miss_of = (text: string, site: Site, mutation: Mutation): string | undefined => {
  const copy: unknown = JSON.parse(text)
  mutation.spoil(owner_in(copy, site.at))
  const issues = validate_resource(copy)
  if (issues.some((one) => one.expression === mutation.place && one.code === mutation.code)) return undefined
  return `${mutation.name} at ${mutation.place}: ${issues.map((one) => `${one.code} ${one.expression}`).join()}`
}

test('each kind of fault, anywhere in examples of every type, is told in its place', { skip: !has_examples }, () => {
  const counts: Record<string, number> = {}
  const missed: string[] = []
  const by_type = samples()
  for (const [type, texts] of by_type)
    for (const text of spread(texts, per_type)) {
      const original: unknown = JSON.parse(text)
      for (const site of spread(sites_of(original, type).filter(is_plain), sites_max))
        for (const mutation of mutations_of(site, value_at(original, site))) {
          counts[mutation.name] = (counts[mutation.name] ?? 0) + 1
          const miss = miss_of(text, site, mutation)
          if (miss !== undefined) missed.push(miss)
        }
    }
  assert.deepEqual(missed.slice(0, 10), [])
  assert.ok(by_type.size >= 135, `examples of ${by_type.size} types only`)
  assert.equal(Object.keys(counts).length, 14, JSON.stringify(counts))
  assert.ok(Math.min(...Object.values(counts)) > 5, JSON.stringify(counts))
})
