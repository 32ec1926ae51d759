/**
 * Makes src/standards/fhir-search/r4/parameters.json from the search parameters and structure definitions of FHIR R4
 * (npm hl7.fhir.r4.examples, CC0). Each FHIRPath expression becomes concrete paths, so that nothing is interpreted later:
 *   name          an element                    name*        a list
 *   [k=v]         only those whose k is v       {Type}       only references to Type
 *   #n            only the n-th                 :Kind        the data type found there
 * `node tools/make-r4-search.mjs --check` fails when the committed file differs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const source = new URL('../node_modules/hl7.fhir.r4.examples/', import.meta.url)
const target = new URL('../src/standards/fhir-search/r4/parameters.json', import.meta.url)
const files = (kind) => readdirSync(source).filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.json'))
const load = (name) => JSON.parse(readFileSync(new URL(name, source), 'utf8'))

/** Observation.value[x] → { types: [...], is_list } by path, for every resource and data type. */
const elements = new Map()
const resource_types = []
/** Top-level elements that `_summary=true` keeps, and those `_summary=text` must keep. */
const summary = {}
for (const name of files('StructureDefinition')) {
  const definition = load(name)
  if (definition.derivation === 'constraint' || !definition.snapshot) continue
  if (definition.kind === 'resource' && !definition.abstract) {
    resource_types.push(definition.type)
    const own = definition.snapshot.element.filter((element) => element.path.split('.').length === 2)
    const name_of = (element) => element.path.split('.')[1]
    summary[definition.type] = {
      summary: own.filter((element) => element.isSummary).map(name_of),
      mandatory: own.filter((element) => element.min > 0).map(name_of),
    }
  }
  for (const element of definition.snapshot.element)
    elements.set(element.path, {
      types: (element.type ?? []).map((type) => type.code.replace('http://hl7.org/fhirpath/System.', '')),
      is_list: element.max !== '1' && element.max !== '0',
      same_as: element.contentReference?.slice(1),
    })
}

/** Where an element stands: its definition's path, and the data type when it is one. */
const step_into = (at, name) => {
  const plain = elements.get(`${at}.${name}`)
  if (plain) return { path: `${at}.${name}`, ...plain }
  const choice = elements.get(`${at}.${name}[x]`)
  return choice ? { path: `${at}.${name}[x]`, is_choice: true, ...choice } : undefined
}
const capital = (text) => text[0].toUpperCase() + text.slice(1)
const inside = (found, type) => {
  if (found.same_as) return found.same_as
  return type === 'BackboneElement' || type === 'Element' ? found.path : type
}

/** Splits at `|` outside brackets. */
const alternatives = (expression) => {
  const parts = ['']
  let depth = 0
  for (const letter of expression) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (letter === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim())
}

/** `(Observation.value as Quantity).code` → ['Observation', 'value', 'as(Quantity)', 'code'] */
const steps_of = (expression) => {
  const text = expression
    .replace(/\(([A-Za-z.]+) as ([A-Za-z]+)\)/g, '$1.as($2)')
    .replace(/([A-Za-z.]+) as ([A-Za-z]+)$/, '$1.as($2)')
  return text.match(/[A-Za-z]+\((?:[^()]|\([^()]*\))*\)|[A-Za-z]+(?:\[\d+\])?/g) ?? []
}

/** The concrete paths of one alternative, from `type` on. Undefined when it asks for what this language does not have. */
const compile = (expression, type, start = type) => {
  let here = [{ text: '', at: start, kind: '', found: undefined }]
  for (const step of steps_of(expression)) {
    if (step === type && here[0].text === '') continue
    const as = /^(?:as|ofType)\((\w+)\)$/.exec(step)
    const where = /^where\(resolve\(\) is (\w+)\)$/.exec(step)
    const equal = /^where\((\w+)\s*=\s*'([^']*)'\)$/.exec(step)
    if (as) {
      const wanted = as[1] === 'DateTime' ? 'dateTime' : as[1]
      here = here.filter((one) => one.kind === wanted)
    } else if (where) here = here.map((one) => ({ ...one, text: `${one.text}{${where[1]}}` }))
    else if (equal) here = here.map((one) => ({ ...one, text: `${one.text}[${equal[1]}=${equal[2]}]` }))
    else if (step.includes('(')) return undefined
    else {
      const [, name, index] = /^([A-Za-z]+)(?:\[(\d+)\])?$/.exec(step)
      const next = []
      for (const one of here) {
        const found = step_into(one.at, name)
        if (!found) continue
        const before = one.text ? `${one.text}.` : ''
        const types = found.same_as ? ['BackboneElement'] : found.types
        const suffix = index !== undefined ? `#${index}` : found.is_list ? '*' : ''
        for (const kind of types) {
          const own = found.is_choice ? name + capital(kind) : name
          next.push({ text: `${before}${own}${suffix}`, at: inside(found, kind), kind })
        }
      }
      here = next
    }
  }
  return here.filter((one) => one.text).map((one) => `${one.text}:${one.kind}`)
}

/** Elements that carry no value of that kind of parameter. */
const useless = {
  quantity: ['SampledData'],
  date: [],
  token: [],
  string: [],
  number: ['Range'],
  reference: [],
  uri: [],
  composite: [],
}
const paths_of = (parameter, type, expression, start) =>
  alternatives(expression)
    .filter((one) => start || one.replace(/^\(/, '').startsWith(`${type}.`) || (one.length < 6 && /^[a-z]+$/.test(one)))
    .flatMap((one) => compile(one, type, start) ?? [])
    .filter((path) => !useless[parameter.type]?.includes(path.split(':').pop()))

const by_url = new Map()
const parameters = files('SearchParameter')
  .map(load)
  .filter((one) => !/-extensions?-|genetics|^example/.test(one.id))
for (const one of parameters) by_url.set(one.url, one)

/** R4 4.0.1 names the two parts of DocumentReference.relationship the wrong way round: what is found decides. */
const part_of = (definition, paths) => {
  const leaves = paths.map((path) => path.split(':').pop())
  const kind = leaves.every((leaf) => leaf === 'Reference') ? 'reference' : definition.type
  return { kind: kind === 'reference' && leaves.includes('code') ? 'token' : kind, paths }
}

/** `*` stands for any type. */
const targets_of = (parameter, paths) => {
  const named = paths.map((path) => /\{(\w+)\}/.exec(path)?.[1])
  if (named.every(Boolean)) return [...new Set(named)]
  const targets = parameter.target ?? []
  return targets.length > 100 ? ['*'] : targets
}

const special = { 'Patient.deceased.exists() and Patient.deceased != false': ['?deceased:boolean'] }
const types = {}
const left_out = []
for (const type of resource_types.sort()) {
  const own = {}
  for (const parameter of parameters.filter((one) => one.base.includes(type))) {
    if (parameter.type === 'special' || !parameter.expression) continue
    if (parameter.type === 'composite') {
      const roots = alternatives(parameter.expression)
        .filter((one) => one === type || one.startsWith(`${type}.`))
        .map((one) => {
          if (one === type) return ['', type]
          const [path] = compile(one, type)
          let at = type
          let found
          for (const step of one.split('.').slice(1)) {
            found = step_into(at, step)
            at = inside(found, found.types[0] ?? 'BackboneElement')
          }
          return [path.split(':')[0], at]
        })
      const parts = parameter.component.map((part) => ({ part, definition: by_url.get(part.definition) }))
      own[parameter.code] = {
        kind: 'composite',
        roots: roots.map(([path, at]) => ({
          path,
          parts: parts.map(({ part, definition }) =>
            part_of(definition, paths_of(definition, at, part.expression, at)),
          ),
        })),
      }
      continue
    }
    const paths = special[parameter.expression] ?? paths_of(parameter, type, parameter.expression)
    if (paths.length === 0) {
      left_out.push(`${type}.${parameter.code}: ${parameter.expression}`)
      continue
    }
    own[parameter.code] = { kind: parameter.type, paths: [...new Set(paths)] }
    if (parameter.type === 'reference') own[parameter.code].targets = targets_of(parameter, paths)
  }
  types[type] = Object.fromEntries(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** CompartmentDefinition: by which parameters a type lies in a compartment. */
const compartments = {}
for (const name of files('CompartmentDefinition')) {
  const definition = load(name)
  if (!/^(patient|encounter|practitioner|relatedPerson|device)$/.test(definition.id)) continue
  compartments[definition.code] = Object.fromEntries(
    definition.resource.filter((one) => one.param?.length).map((one) => [one.code, one.param]),
  )
}

const lines = Object.entries(types).map(([type, own]) => {
  const inner = Object.entries(own).map(([code, one]) => `      ${JSON.stringify(code)}: ${JSON.stringify(one)}`)
  return `    ${JSON.stringify(type)}: {\n${inner.join(',\n')}\n    }`
})
const text = `{\n  "types": {\n${lines.join(',\n')}\n  },\n  "compartments": ${JSON.stringify(compartments)},\n  "summary": ${JSON.stringify(summary)}\n}\n`
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/standards/fhir-search/r4/parameters.json is not what this tool makes')
    process.exit(1)
  }
} else writeFileSync(target, text)
if (process.argv.includes('--verbose')) console.log(left_out.join('\n'))
