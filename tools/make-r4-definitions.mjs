// Writes src/standards/fhir-validation/r4/*.json from the dev dependency hl7.fhir.r4.examples (R4 4.0.1, CC0):
// the element tables, the codes of required bindings and the error constraints, as facts without prose.
//   node tools/make-r4-definitions.mjs [--check]     (notation: src/standards/fhir-validation/README.md)
// With --check it writes nothing and fails where what is committed differs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'

const root = join(import.meta.dirname, '..')
const package_folder = join(root, 'node_modules/hl7.fhir.r4.examples')
const out_folder = join(root, 'src/standards/fhir-validation/r4')
const structure_base = 'http://hl7.org/fhir/StructureDefinition/'
const value_set_base = 'http://hl7.org/fhir/ValueSet/'

const load_all = (prefix) =>
  readdirSync(package_folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(package_folder, name), 'utf8')))

const short_value_set = (url) => url.replace(/\|.*$/, '').replace(value_set_base, '')

/** System.String of Element.id, Extension.url and Resource.id stands for a FHIR type; R4 says “string” of Resource.id and means id. */
const type_code = (type, path) => {
  if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type.code
  if (path === 'Resource.id') return 'id'
  return type.extension.find((one) => one.url.endsWith('structuredefinition-fhir-type')).valueUrl
}

const type_notation = (type, path) => {
  const code = type_code(type, path)
  if (code === 'Quantity' && type.profile?.[0] === `${structure_base}SimpleQuantity`) return 'SimpleQuantity'
  const targets = (type.targetProfile ?? []).map((url) => url.replace(structure_base, ''))
  return code !== 'Reference' || targets.length === 0 || targets.includes('Resource')
    ? code
    : `Reference(${targets.join()})`
}

const types_notation = (element, open_types) => {
  if (element.contentReference) return element.contentReference.slice(1)
  const codes = element.type.map((type) => type_notation(type, element.path))
  if (codes.length === 1 && /^(BackboneElement|Element)$/.test(codes[0])) return element.path
  return codes.join('|') === open_types ? '*' : codes.join('|')
}

const notation = (element, open_types) => {
  const name = element.path.split('.').pop()
  const binding = element.binding?.strength === 'required' ? ` =${short_value_set(element.binding.valueSet)}` : ''
  return `${name} ${element.min}..${element.max} ${types_notation(element, open_types)}${binding}`
}

/** Each type and each nested element with its base and its own elements, in the order of the standard. */
const make_elements = (structures) => {
  const extension_value = structures
    .find((one) => one.name === 'Extension')
    .snapshot.element.find((one) => one.path === 'Extension.value[x]')
  const open_types = extension_value.type.map((type) => type_notation(type, '')).join('|')
  const tables = { '*': [open_types] }
  for (const structure of structures) {
    if (structure.kind === 'primitive-type') continue
    const base = (structure.baseDefinition ?? '').replace(structure_base, '')
    tables[structure.name] = base ? [`< ${base}`] : []
    for (const element of structure.snapshot.element.slice(1)) {
      const own = element.base.path === element.path
      const owner = element.path.replace(/\.[^.]+$/, '')
      const nested = element.type?.[0]?.code
      if (own && (nested === 'BackboneElement' || nested === 'Element')) tables[element.path] = [`< ${nested}`]
      if (own) tables[owner].push(notation(element, open_types))
    }
  }
  // A Quantity without comparator (sqt-1), which R4 gives as a profile of Quantity.
  tables['SimpleQuantity'] = ['< Quantity', 'comparator 0..0 code']
  return tables
}

const codes_below = (concepts, into) => {
  for (const concept of concepts ?? []) {
    into.add(concept.code)
    codes_below(concept.concept, into)
  }
  return into
}

/** System → codes of a value set; undefined where the standard names a set by rule (MIME types, UCUM, currencies). */
const make_expander = () => {
  const value_sets = new Map(load_all('ValueSet-').map((one) => [one.url, one]))
  const code_systems = new Map(load_all('CodeSystem-').map((one) => [one.url, one]))
  const of_system = (include) => {
    if (include.filter) return undefined
    if (include.concept) return new Set(include.concept.map((one) => one.code))
    const system = code_systems.get(include.system)
    return system?.content === 'complete' ? codes_below(system.concept, new Set()) : undefined
  }
  const expand = (url) => {
    const compose = value_sets.get(url)?.compose
    if (!compose || compose.exclude) return undefined
    const systems = {}
    for (const include of compose.include) {
      // Several sets in one include are an intersection: none of R4's required sets is made so.
      if (include.valueSet && (include.valueSet.length > 1 || include.system)) return undefined
      const parts = include.system
        ? [{ [include.system]: of_system(include) }]
        : include.valueSet.map((one) => expand(one.replace(/\|.*$/, '')))
      for (const part of parts)
        for (const [system, codes] of Object.entries(part ?? { '': undefined })) {
          if (!codes) return undefined
          systems[system] = new Set([...(systems[system] ?? []), ...codes])
        }
    }
    return systems
  }
  return expand
}

const make_value_sets = (structures) => {
  const expand = make_expander()
  const bound = structures
    .flatMap((one) => one.snapshot.element)
    .flatMap((element) => (element.binding?.strength === 'required' ? [element.binding.valueSet] : []))
  const sets = {}
  for (const url of [...new Set(bound.map((one) => one.replace(/\|.*$/, '')))].sort()) {
    const systems = expand(url)
    if (!systems) continue
    for (const code of Object.values(systems).flatMap((codes) => [...codes]))
      if (code.includes(' ')) throw new Error(`${url}: a code with a space`)
    sets[short_value_set(url)] = Object.fromEntries(
      Object.entries(systems).map(([system, codes]) => [system, [...codes].join(' ')]),
    )
  }
  return sets
}

/** Path → key → FHIRPath of the constraints with severity error, where they are first said. */
const make_constraints = (structures) => {
  const inherited = new Set(['ele-1', 'ext-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5'])
  const home = new Set(['Element', 'Extension', 'DomainResource'])
  const rules = {}
  for (const element of structures.flatMap((one) => (one.kind === 'primitive-type' ? [] : one.snapshot.element)))
    for (const constraint of element.constraint ?? []) {
      if (constraint.severity !== 'error' || (inherited.has(constraint.key) && !home.has(element.path))) continue
      if (element.path !== 'Element' && constraint.key === 'ele-1') continue
      rules[element.path] = { ...rules[element.path], [constraint.key]: constraint.expression }
    }
  return rules
}

const by_key = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))

const structures = load_all('StructureDefinition-').filter(
  (one) => one.derivation !== 'constraint' && one.kind !== 'logical',
)
const definitions = {
  'elements.json': by_key(make_elements(structures)),
  'value-sets.json': make_value_sets(structures),
  'constraints.json': by_key(make_constraints(structures)),
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
