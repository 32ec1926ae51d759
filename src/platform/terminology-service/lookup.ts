import { fail } from '../../base/outcome/index.ts'
import { display_of, value_name, type CodeTable, type Concept } from '../../standards/fhir-terminology/index.ts'
import { get_code_system } from './find-subject.ts'
import { language_of, refuse_unless_one, type Question, type Terminology } from './operation.ts'
import { parameters_of, type Answer } from './parameters.ts'

const asked_code = ({ asked }: Question) => {
  const [code, coding] = [asked.text('code'), asked.coding('coding')]
  refuse_unless_one(['code', 'coding'], [code, coding])
  const system = coding ? coding.system : asked.text('system')
  const wanted = coding ? coding.code : code
  if (system === undefined || wanted === undefined)
    throw fail.invalid('Cần cả hệ mã (system) và mã (code)', system === undefined ? 'system' : 'code')
  return { system, code: wanted, version: coding?.version ?? asked.text('version') }
}

const designations_of = (concept: Concept, wanted: readonly string[]): Answer[] => {
  const languages = wanted.flatMap((one) => (one.startsWith('lang.') ? [one.slice(5)] : []))
  const is_all = wanted.length === 0 || wanted.includes('designation')
  return (concept.designations ?? [])
    .filter((one) => is_all || (one.language !== undefined && languages.includes(one.language)))
    .map(({ language, use, value }) => ({
      name: 'designation',
      part: [
        ...(language === undefined ? [] : [{ name: 'language', valueCode: language }]),
        ...(use ? [{ name: 'use', valueCoding: use }] : []),
        { name: 'value', valueString: value },
      ],
    }))
}

const property = (code: string, value: Record<string, unknown>, description?: string): Answer => ({
  name: 'property',
  part: [
    { name: 'code', valueCode: code },
    { name: 'value', ...value },
    ...(description === undefined ? [] : [{ name: 'description', valueString: description }]),
  ],
})

/** Everything known of a concept; places in the hierarchy come with their names. */
const properties_of = (table: CodeTable, concept: Concept): { code: string; answer: Answer }[] => {
  const relative = (name: string, code: string) => {
    const found = table.find(code)
    return { code: name, answer: property(name, { valueCode: code }, found && display_of(found)) }
  }
  const flag = (name: string, is_set: boolean | undefined) =>
    is_set ? [{ code: name, answer: property(name, { valueBoolean: true }) }] : []
  const told = new Set(['parent', 'child', 'inactive', 'notSelectable'])
  return [
    ...concept.parents.map((code) => relative('parent', code)),
    ...table.children_of(concept.code).map((one) => relative('child', one.code)),
    ...flag('inactive', concept.is_inactive),
    ...flag('notSelectable', concept.is_abstract),
    ...(concept.definition === undefined
      ? []
      : [{ code: 'definition', answer: property('definition', { valueString: concept.definition }) }]),
    ...(concept.properties ?? [])
      .filter((one) => !told.has(one.code))
      .map(({ code, type, value }) => ({ code, answer: property(code, { [value_name(type)]: value }) })),
  ]
}

/** CodeSystem/$lookup (R4 operation-codesystem-lookup). */
export const lookup: Terminology = {
  name: '$lookup',
  type: 'CodeSystem',
  definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup',
  on: ['type'],
  kinds: {
    ...{ code: 'text', system: 'text', version: 'text', coding: 'coding', date: 'text' },
    ...{ displayLanguage: 'text', property: 'many' },
  },
  async answer(question) {
    const { asked } = question
    const { system, code, version } = asked_code(question)
    const table = await get_code_system(question, system, version, 'system')
    const concept = table.find(code)
    if (!concept) throw fail.not_found(`Mã “${code.slice(0, 100)}” không có trong hệ mã ${system}`)
    const wanted = asked.texts('property')
    const known = properties_of(table, concept)
    return parameters_of([
      { name: 'name', valueString: table.title ?? table.name },
      table.version === undefined ? undefined : { name: 'version', valueString: table.version },
      { name: 'display', valueString: display_of(concept, language_of(asked)) },
      ...designations_of(concept, wanted),
      ...known.filter((one) => wanted.length === 0 || wanted.includes(one.code)).map((one) => one.answer),
    ])
  },
}
