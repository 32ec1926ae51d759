// Writes src/standards/fhir-terminology/r4/*.json from the dev dependency hl7.fhir.r4.examples (R4 4.0.1, CC0): the value
// sets R4 binds as required or extensible, those they are made of, and the code systems behind them, without prose.
//   node tools/make-r4-terminology.mjs [--check]     (notation: src/standards/fhir-terminology/README.md)
// With --check it writes nothing and fails where what is committed differs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'

const root = join(import.meta.dirname, '..')
const package_folder = join(root, 'node_modules/hl7.fhir.r4.examples')
const out_folder = join(root, 'src/standards/fhir-terminology/r4')

const load_all = (prefix) =>
  readdirSync(package_folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(package_folder, name), 'utf8')))

const without_version = (url) => url.replace(/\|.*$/, '')
const by_key = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
const present = (value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))

const value_sets = new Map(load_all('ValueSet-').map((one) => [one.url, one]))
const code_systems = new Map(load_all('CodeSystem-').map((one) => [one.url, one]))

const bound = load_all('StructureDefinition-')
  .filter((one) => one.derivation !== 'constraint' && one.kind !== 'logical')
  .flatMap((one) => one.snapshot.element)
  .filter((element) => ['required', 'extensible'].includes(element.binding?.strength))
  .flatMap((element) => element.binding.valueSet ?? [])

const parts_of = (set) => [...(set.compose?.include ?? []), ...(set.compose?.exclude ?? [])]

/** The bound sets and whatever they are made of. */
const reach = () => {
  const sets = new Set()
  const visit = (url) => {
    const set = value_sets.get(without_version(url))
    if (!set || sets.has(set)) return
    sets.add(set)
    for (const part of parts_of(set)) part.valueSet?.forEach(visit)
  }
  bound.forEach(visit)
  return [...sets]
}

const listed = (one) => present({ code: one.code, display: one.display })
const part = (one) =>
  present({
    system: one.system,
    concept: one.concept?.map(listed),
    filter: one.filter?.map(({ property, op, value }) => ({ property, op, value })),
    valueSet: one.valueSet?.map(without_version),
  })
const slim_set = (set) =>
  present({
    name: set.name,
    title: set.title,
    version: set.version,
    include: set.compose?.include.map(part),
    exclude: set.compose?.exclude?.map(part),
  })

const property_of = (concept, code) => concept.property?.filter((one) => one.code === code) ?? []
const is_true = (concept, code) => property_of(concept, code).some((one) => one.valueBoolean === true)
const is_retired = (concept) => property_of(concept, 'status').some((one) => one.valueCode === 'retired')

/** `code TAB display TAB parents TAB marks`: parents parted by blanks, mark a abstract, i inactive; empty ends are left off. */
const concept_lines = (system) => {
  const more_parents = new Map()
  const lines = []
  const each = (concepts, parent, work) => {
    for (const concept of concepts ?? []) {
      work(concept, parent)
      each(concept.concept, concept.code, work)
    }
  }
  each(system.concept, undefined, (concept) => {
    for (const { valueCode } of property_of(concept, 'child'))
      more_parents.set(valueCode, [...(more_parents.get(valueCode) ?? []), concept.code])
  })
  each(system.concept, undefined, (concept, parent) => {
    const parents = [...new Set([...(parent ? [parent] : []), ...(more_parents.get(concept.code) ?? [])])]
    if (parents.some((one) => one.includes(' '))) throw new Error(`${system.url}: a parent with a space`)
    const is_abstract = is_true(concept, 'notSelectable') || is_true(concept, 'abstract')
    const marks = `${is_abstract ? 'a' : ''}${is_retired(concept) ? 'i' : ''}`
    lines.push([concept.code, concept.display ?? '', parents.join(' '), marks].join('\t').replace(/\t+$/, ''))
  })
  return lines
}

const slim_system = (system) =>
  present({
    name: system.name,
    title: system.title,
    version: system.version,
    content: system.content === 'complete' ? undefined : system.content,
    ignores_case: system.caseSensitive === false ? true : undefined,
    concepts: concept_lines(system),
  })

const sets = reach()
const systems = new Set(sets.flatMap(parts_of).flatMap((one) => code_systems.get(one.system) ?? []))
const held = [...systems].filter((one) => one.content !== 'not-present' && one.concept)
const definitions = {
  'value-sets.json': by_key(Object.fromEntries(sets.map((one) => [one.url, slim_set(one)]))),
  'code-systems.json': by_key(Object.fromEntries(held.map((one) => [one.url, slim_system(one)]))),
}

for (const [name, value] of Object.entries(definitions)) {
  const path = join(out_folder, name)
  const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 120 })
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not what the definitions of R4 give`)
    process.exitCode = 1
  }
}
