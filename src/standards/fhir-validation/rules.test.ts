import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check_element, type Json } from './check.ts'
import { type_of } from './compile.ts'
import { read_constraints, resource_types } from './definitions.ts'
import { judge_element, walk_elements, type Place } from './invariants.ts'
import { rules_of, ruled_paths } from './rules/index.ts'
import { new_run } from './run.ts'
import { made_up, spread, variants, type Pool } from './test-elements.ts'
import { example_names, example_text, has_examples } from './test-examples.ts'

const text_max = 60_000
const per_type = 6

/** Some elements of each type, from all examples. */
const collect = (): Map<string, Place[]> => {
  const found = new Map<string, Place[]>()
  for (const name of example_names()) {
    const text = example_text(name)
    if (text.length > text_max) continue
    walk_elements(JSON.parse(text) as Json, (at) => {
      const known = found.get(at.type) ?? []
      if (known.length < 100) found.set(at.type, [...known, at])
    })
  }
  return found
}

/** Rules are only asked of what is right otherwise. */
const is_right_shape = (node: Json, type: string): boolean => {
  const run = new_run(() => undefined)
  check_element(node, type_of(type), run)
  return run.issues.every((issue) => issue.code === 'invariant' || issue.message.includes('(ref-1)'))
}

const alone = (type: string, node: Json): Place => {
  const resource = resource_types.has(type) ? node : { resourceType: 'Basic' }
  return { node, type, path: type, place: type, resource, root: resource }
}

/** The engine marks what it works on: a copy each time. */
const with_node = (at: Place, node: Json): Place => {
  const copy = JSON.parse(JSON.stringify(node)) as Json
  return at.node === at.resource ? { ...at, node: copy, resource: copy, root: copy } : { ...at, node: copy }
}

/** refusals.test.ts has these: they are asked of the owner of the element the standard hangs them on. */
const told_elsewhere: ReadonlySet<string> = new Set([
  'Organization org-2',
  'Organization org-3',
  'RiskAssessment.prediction ras-1',
])

const coded = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
})
const pulse = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }
const quantity = { value: 80, unit: '/min' }

/** Broken only by more than two members together. */
const broken_together: [type: string, node: Json][] = [
  [
    'AllergyIntolerance',
    {
      resourceType: 'AllergyIntolerance',
      patient: { display: 'A' },
      clinicalStatus: coded('allergyintolerance-clinical', 'active'),
      verificationStatus: coded('allergyintolerance-verification', 'entered-in-error'),
    },
  ],
  [
    'Condition',
    {
      resourceType: 'Condition',
      subject: { display: 'A' },
      clinicalStatus: coded('condition-clinical', 'active'),
      verificationStatus: coded('condition-ver-status', 'entered-in-error'),
    },
  ],
  [
    'Observation',
    {
      resourceType: 'Observation',
      status: 'final',
      code: pulse,
      valueQuantity: quantity,
      component: [{ code: pulse, valueQuantity: quantity }],
    },
  ],
  ['CarePlan.activity', { reference: { display: 'A' }, detail: { status: 'completed' } }],
  [
    'Bundle',
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ search: { mode: 'match' }, resource: { resourceType: 'Basic', code: pulse } }],
    },
  ],
  [
    'List',
    { resourceType: 'List', status: 'current', mode: 'changes', entry: [{ date: '2026', item: { display: 'A' } }] },
  ],
  ['Questionnaire.item', { linkId: '1', type: 'display', initial: [{ valueString: 'a' }] }],
  [
    'Questionnaire.item',
    { linkId: '1', type: 'choice', answerOption: [{ valueString: 'a' }], initial: [{ valueString: 'a' }] },
  ],
  [
    'Questionnaire.item',
    { linkId: '1', type: 'string', repeats: false, initial: [{ valueString: 'a' }, { valueString: 'b' }] },
  ],
  ['Questionnaire.item.enableWhen', { question: '1', operator: 'exists', answerString: 'a' }],
  [
    'MeasureReport',
    {
      resourceType: 'MeasureReport',
      status: 'complete',
      type: 'summary',
      measure: 'http://a/b',
      period: { start: '2026' },
      group: [{ stratifier: [{ stratum: [{ measureScore: quantity }] }] }],
    },
  ],
  ...['uuid', 'oid'].map((type): [string, Json] => [
    'NamingSystem',
    {
      resourceType: 'NamingSystem',
      name: 'A',
      status: 'active',
      date: '2026',
      kind: type === 'uuid' ? 'root' : 'identifier',
      uniqueId: [
        { type, value: '1', preferred: true },
        { type, value: '2', preferred: true },
      ],
    },
  ]),
]

test('the rules written by hand say what an independent FHIRPath engine says', { skip: !has_examples }, () => {
  const differ: string[] = []
  const broken = new Set<string>()
  const kept = new Set<string>()
  const compare = (at: Place, node: Json): void => {
    if (!is_right_shape(node, at.type)) return
    const variant = with_node(at, node)
    for (const { path, constraint, holds } of judge_element(variant)) {
      const rule = rules_of(path).find((one) => one.key === constraint.key)
      if (!rule || holds === 'unknown') continue
      ;(holds ? kept : broken).add(`${path} ${constraint.key}`)
      if (rule.holds(variant.node) !== holds) differ.push(`${constraint.key} ${String(holds)} ${JSON.stringify(node)}`)
    }
  }
  const found = collect()
  const pool: Pool = new Map([...found].map(([type, places]) => [type, places.map((at) => at.node)]))
  for (const [type, places] of found) {
    if (rules_of(type).length === 0) continue
    const some = spread(places, per_type)
    const nodes = some.map((at) => at.node)
    for (const at of some) for (const node of variants(at.node, nodes)) compare(at, node)
  }
  for (const type of ruled_paths.keys()) for (const node of made_up(type, pool)) compare(alone(type, node), node)
  for (const [type, node] of broken_together) compare(alone(type, node), node)
  assert.deepEqual(differ.slice(0, 10), [])
  const all = [...ruled_paths].flatMap(([path, keys]) => keys.map((key) => `${path} ${key}`))
  const tried = all.filter((one) => !told_elsewhere.has(one))
  assert.deepEqual({ never_kept: tried.filter((one) => !kept.has(one)) }, { never_kept: [] })
  assert.deepEqual({ never_broken: tried.filter((one) => !broken.has(one)) }, { never_broken: [] })
})

/** What only $validate asks, and why a write does not. */
const left_to_validate: [RegExp, why: string][] = [
  [
    /^(StructureDefinition|ElementDefinition|ImplementationGuide|StructureMap|MessageDefinition|Measure)\b/,
    'definitions',
  ],
  [/^(CapabilityStatement|TerminologyCapabilities|TestScript|TestReport)\b/, 'what servers and testers write'],
  [/^Consent ppc-[2-5]$/, 'speaks of a code system named “something”: never false'],
  [/^CareTeam.participant ctm-1$/, 'needs the resource that is pointed at'],
]
const elsewhere = new Set('ele-1 ref-1 dom-2 dom-3 dom-4 dom-5 txt-1 txt-2'.split(' '))

test('every error constraint of R4 is a rule, a check of another file, or left to $validate by name', () => {
  const ruled = new Set([...ruled_paths.values()].flat())
  const all = Object.entries(read_constraints()).flatMap(([path, constraints]) =>
    Object.keys(constraints).map((key) => ({ path, key })),
  )
  const open = all.filter(
    ({ path, key }) =>
      !ruled.has(key) && !elsewhere.has(key) && !left_to_validate.some(([what]) => what.test(`${path} ${key}`)),
  )
  assert.ok(all.length > 190, `${all.length} constraints`)
  assert.deepEqual(open, [])
})
