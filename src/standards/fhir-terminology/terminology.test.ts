import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Failure } from '../../base/outcome/index.ts'
import {
  display_of,
  expand_value_set,
  find_member,
  read_code_system,
  read_concept_map,
  read_value_set,
  subsumption_of,
  text_nearness,
  translate,
  type CodeTable,
  type Sources,
  type ValueSet,
} from './index.ts'

const url = 'urn:thu:benh'
/** A tree with a second parent given by a property, an inactive code, a group, other names. */
const table = read_code_system({
  resourceType: 'CodeSystem',
  ...{ url, version: '1', content: 'complete', caseSensitive: true },
  property: [
    { code: 'la-nhom', uri: 'http://hl7.org/fhir/concept-properties#notSelectable', type: 'boolean' },
    { code: 'tang', type: 'integer' },
  ],
  concept: [
    {
      ...{ code: 'ho-hap', display: 'Bệnh hô hấp' },
      property: [{ code: 'la-nhom', valueBoolean: true }],
      concept: [
        { code: 'viem-phoi', display: 'Viêm phổi', designation: [{ language: 'en', value: 'Pneumonia' }] },
        { code: 'cum', display: 'Cúm', property: [{ code: 'tang', valueInteger: 2 }] },
      ],
    },
    { code: 'nhiem', display: 'Bệnh nhiễm trùng', concept: [{ code: 'lao', display: 'Lao phổi' }] },
    {
      ...{ code: 'lao-cu', display: 'Lao (mã cũ)' },
      property: [
        { code: 'inactive', valueBoolean: true },
        { code: 'parent', valueCode: 'nhiem' },
      ],
    },
    {
      code: 'covid',
      display: 'COVID-19',
      property: ['ho-hap', 'nhiem'].map((one) => ({ code: 'parent', valueCode: one })),
    },
  ],
})

const sources_of = (tables: CodeTable[], sets: ValueSet[] = []): Sources => ({
  code_system: (system) => Promise.resolve(tables.find((one) => one.url === system)),
  value_set: (canonical) => Promise.resolve(sets.find((one) => one.url === canonical)),
})
const sources = sources_of([table])

const set_of = (compose: Record<string, unknown>, own_url = 'urn:thu:bo'): ValueSet =>
  read_value_set({ resourceType: 'ValueSet', url: own_url, compose })
const filtered = (property: string, op: string, value: string): ValueSet =>
  set_of({ include: [{ system: url, filter: [{ property, op, value }] }] })
const codes_of = async (set: ValueSet, from = sources): Promise<string[]> =>
  (await expand_value_set(set, from)).members.map((one) => one.code)
const refuses = (set: ValueSet, code: string, from = sources): Promise<void> =>
  assert.rejects(expand_value_set(set, from), (error: Failure) => error.issues[0]?.code === code)

describe('filters of R4', () => {
  const cases: [property: string, op: string, value: string, codes: string[]][] = [
    ['concept', 'is-a', 'ho-hap', ['ho-hap', 'viem-phoi', 'cum', 'covid']],
    ['concept', 'descendent-of', 'nhiem', ['lao', 'lao-cu', 'covid']],
    ['concept', 'is-not-a', 'ho-hap', ['nhiem', 'lao', 'lao-cu']],
    ['concept', 'generalizes', 'covid', ['ho-hap', 'nhiem', 'covid']],
    ['code', '=', 'cum', ['cum']],
    ['concept', 'in', 'cum, lao', ['cum', 'lao']],
    ['concept', 'not-in', 'ho-hap,viem-phoi,cum,covid', ['nhiem', 'lao', 'lao-cu']],
    ['parent', '=', 'nhiem', ['lao', 'lao-cu', 'covid']],
    ['child', 'exists', 'true', ['ho-hap', 'nhiem']],
    ['inactive', '=', 'true', ['lao-cu']],
    ['tang', '=', '2', ['cum']],
    ['tang', 'exists', 'false', ['ho-hap', 'viem-phoi', 'nhiem', 'lao', 'lao-cu', 'covid']],
    ['code', 'regex', 'lao.*', ['lao', 'lao-cu']],
    ['display', 'regex', 'Lao', []],
  ]
  for (const [property, op, value, codes] of cases)
    it(`${property} ${op} ${value}`, async () => {
      const set = filtered(property, op, value)
      assert.deepEqual(await codes_of(set), codes)
      for (const { code } of table.concepts) {
        const member = await find_member(set, { system: url, code }, sources)
        assert.equal(member !== undefined, codes.includes(code), `${code} by itself`)
      }
    })

  it('refuses by name what it cannot answer', async () => {
    await refuses(filtered('mau', '=', 'do'), 'not-supported')
    await refuses(filtered('concept', 'is-a', 'khong-co'), 'code-invalid')
    await refuses(filtered('display', 'is-a', 'cum'), 'not-supported')
    await refuses(filtered('concept', 'giong', 'cum'), 'not-supported')
    await refuses(filtered('code', 'regex', '('), 'invalid')
    await refuses(set_of({ include: [{ system: 'urn:la' }] }), 'not-found')
  })

  it('a pattern that would take years is stopped by the clock', async () => {
    const long = read_code_system({ url, content: 'complete', concept: [{ code: 'a', display: `${'a'.repeat(60)}!` }] })
    const start = performance.now()
    await refuses(filtered('display', 'regex', '(a+)+$'), 'too-costly', sources_of([long]))
    assert.ok(performance.now() - start < 5_000)
  })
})

describe('composition', () => {
  it('within one include everything must hold, includes add up, excludes take away', async () => {
    const respiratory = set_of(
      { include: [{ system: url, filter: [{ property: 'concept', op: 'is-a', value: 'ho-hap' }] }] },
      'urn:a',
    )
    const infections = set_of(
      { include: [{ system: url, filter: [{ property: 'concept', op: 'is-a', value: 'nhiem' }] }] },
      'urn:b',
    )
    const from = sources_of([table], [respiratory, infections])
    assert.deepEqual(await codes_of(set_of({ include: [{ valueSet: ['urn:a', 'urn:b'] }] }), from), ['covid'])
    assert.deepEqual(
      await codes_of(set_of({ include: [{ valueSet: ['urn:a'] }], exclude: [{ valueSet: ['urn:b'] }] }), from),
      [...['ho-hap', 'viem-phoi', 'cum']],
    )
    assert.deepEqual(
      await codes_of(set_of({ inactive: false, include: [{ system: url }], exclude: [{ valueSet: ['urn:a'] }] }), from),
      ['nhiem', 'lao'],
    )
  })

  it('lists codes of systems nobody holds, but not codes a complete list does not have', async () => {
    const include = [
      { system: 'http://loinc.org', concept: [{ code: '718-7', display: 'Hemoglobin' }] },
      { system: url, concept: [{ code: 'cum' }, { code: 'khong-co' }] },
    ]
    assert.deepEqual(await codes_of(set_of({ include })), ['718-7', 'cum'])
    assert.ok(await find_member(set_of({ include }), { system: 'http://loinc.org', code: '718-7' }, sources))
  })

  it('a set that leads back to itself is refused, one named a thousand times is asked once', async () => {
    const a = set_of({ include: [{ valueSet: ['urn:b'] }] }, 'urn:a')
    const b = set_of({ include: [{ valueSet: ['urn:a'] }] }, 'urn:b')
    await refuses(a, 'processing', sources_of([table], [a, b]))
    let asked = 0
    const leaf = set_of({ include: [{ system: url, concept: [{ code: 'cum' }] }] }, 'urn:la')
    const from: Sources = { ...sources, value_set: () => Promise.resolve((asked += 1) > 0 ? leaf : undefined) }
    const many = set_of({ include: Array.from({ length: 1_000 }, () => ({ valueSet: ['urn:la'] })) })
    assert.deepEqual(await codes_of(many, from), ['cum'])
    assert.equal(asked, 1)
  })

  it('refuses work without end: too many sets, too many patterns', async () => {
    const leaf = set_of({ include: [{ system: url, concept: [{ code: 'cum' }] }] }, 'urn:la')
    const from: Sources = { ...sources, value_set: () => Promise.resolve(leaf) }
    await refuses(
      set_of({ include: [{ valueSet: Array.from({ length: 501 }, (_, i) => `urn:${i}`) }] }),
      'too-costly',
      from,
    )
    const filter = Array.from({ length: 20 }, () => ({ property: 'code', op: 'regex', value: '.*' }))
    await refuses(set_of({ include: [{ system: url, filter }] }), 'too-costly')
  })
})

it('subsumption and names', () => {
  assert.equal(subsumption_of(table, 'ho-hap', 'covid'), 'subsumes')
  assert.equal(subsumption_of(table, 'covid', 'nhiem'), 'subsumed-by')
  assert.equal(subsumption_of(table, 'cum', 'cum'), 'equivalent')
  assert.equal(subsumption_of(table, 'cum', 'lao'), 'not-subsumed')
  const pneumonia = table.find('viem-phoi')
  assert.ok(pneumonia)
  assert.deepEqual([display_of(pneumonia, 'en-GB'), display_of(pneumonia, 'fr')], ['Pneumonia', 'Viêm phổi'])
})

it('a text is found with and without diacritics, by the beginnings of its words, the nearest first', () => {
  const near = (typed: string) =>
    table.concepts.flatMap((one) => {
      const nearness = text_nearness(typed)(one)
      return nearness === undefined ? [] : [`${one.code} ${nearness}`]
    })
  assert.deepEqual(near('benh ho'), ['ho-hap 3'])
  assert.deepEqual(near('bệnh hô hấp'), ['ho-hap 2'])
  assert.deepEqual(near('viem pho'), ['viem-phoi 1'])
  assert.deepEqual(near('phổi'), ['viem-phoi 4', 'lao 4'])
  assert.deepEqual(near('LAO'), ['lao 0', 'lao-cu 1'])
  assert.deepEqual(near('pneu'), ['viem-phoi 4'])
  assert.deepEqual(near('khac'), [])
})

describe('translation', () => {
  const map = read_concept_map({
    url: 'urn:map',
    group: [
      {
        ...{ source: url, target: 'urn:moi' },
        element: [
          { code: 'cum', display: 'Cúm', target: [{ code: 'J10', equivalence: 'wider' }] },
          { code: 'lao', target: [{ equivalence: 'unmatched' }] },
          {
            code: 'covid',
            target: [{ code: 'U07.2', equivalence: 'equal', dependsOn: [{ property: 'urn:xn', value: 'am' }] }],
          },
        ],
        unmapped: { mode: 'fixed', code: 'khac', display: 'Khác' },
      },
    ],
  })
  const ask = (code: string, more: object = {}) =>
    translate(map, { system: url, code, target_system: undefined, dependencies: [], is_reverse: false, ...more }, () =>
      Promise.resolve(undefined),
    )
  it('goes forward, backward, to nothing, and to what stands for all others', async () => {
    const pairs = async (code: string, more: object = {}) =>
      (await ask(code, more)).map((one) => `${one.equivalence} ${one.code ?? '-'}`)
    assert.deepEqual(await pairs('cum'), ['wider J10'])
    assert.deepEqual(await pairs('lao'), ['unmatched -'])
    assert.deepEqual(await pairs('viem-phoi'), ['inexact khac'])
    assert.deepEqual(await pairs('covid'), [])
    assert.deepEqual(await pairs('covid', { dependencies: [{ property: 'urn:xn', value: 'am' }] }), ['equal U07.2'])
    assert.deepEqual(await pairs('J10', { system: 'urn:moi', is_reverse: true }), ['narrower cum'])
    assert.deepEqual(await pairs('cum', { target_system: 'urn:la' }), [])
  })
})
